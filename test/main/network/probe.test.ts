import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http'
import { createServer as createTcp } from 'node:net'
import { Server as Sockets } from 'socket.io'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openSocket } from '../../../src/main/network/handshake'
import { type Asked, type ProbeParts, probeNetwork } from '../../../src/main/network/probe'
import { networkReadings } from '../../../src/shared/environment'
import { networkReply } from '../../../src/shared/protocol'
import { listening, refuseWebSockets } from '../../e2e/fronts'
import { openStage, type Stage } from '../../relay/stage'
import { environmentRules } from '../../shared/rules'
import { quietLog } from '../quiet'

vi.mock('electron', () => import('../electron'))

const rules = environmentRules.network
const none = { kind: 'none', authentication: null } as const
/** Less than the program gives; what is open answers at once on one machine. */
const LIMIT_MS = 700

/** As Chromium's part: no cookies, redirects are answered. */
const ask = (url: string, over: AbortSignal): Promise<Asked> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { signal: over }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        const status = answer.statusCode ?? 0
        const text = Buffer.concat(parts).toString('utf8')
        resolve({
          answer: { status, location: answer.headers.location ?? null, text },
          asksProxy: status === 407,
        })
      })
    })
    outgoing.on('error', reject)
    outgoing.end()
  })

const parts: ProbeParts = {
  prepare: async () => undefined,
  ask,
  openSocket,
  resolveProxy: async () => 'DIRECT',
  servers: async () => [],
  tryServers: async () => {
    throw new Error('no server was named')
  },
}
const probe = (relay: string | null, changed: Partial<ProbeParts> = {}) =>
  probeNetwork(relay, rules, none, { ...parts, ...changed }, LIMIT_MS)

const { lines } = quietLog()
const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  open.push(server)
  return listening(server)
}

describe('with the real relay', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  }, 30_000)
  afterAll(() => stage.close())

  it('every way that it offers is reached', async () => {
    const found = await probe(stage.address, {
      servers: async () => {
        const reply = await (await fetch(`${stage.address}/api/network`)).json()
        return networkReply.parse(reply).ok ? [] : null
      },
    })
    expect(networkReadings.parse(found)).toEqual(found)
    const place = new RegExp(`^${new URL(stage.address).host}, \\d+ ms$`)
    const reached = { state: 'reached', at: expect.stringMatching(place) }
    const nothing = { state: 'not-offered', at: '' }
    expect(found).toEqual({
      proxy: { kind: 'none', authentication: false },
      http: reached,
      https: nothing,
      websocket: reached,
      polling: reached,
      udp: nothing,
      turn: nothing,
    })
  })

  it('long polling is reached where a proxy refuses WebSockets', async () => {
    const front = await refuseWebSockets(stage.address)
    try {
      const found = await probe(front.address)
      expect([found.websocket?.state, found.polling?.state]).toEqual(['blocked', 'reached'])
      expect(found.http?.state).toBe('reached')
    } finally {
      front.close()
    }
  })
})

describe('the ways together', () => {
  it('wait for the same end without a warning of Node, which takes more than ten for a leak', async () => {
    const warned = vi.spyOn(process, 'emitWarning')
    try {
      const waits = (over: AbortSignal) =>
        new Promise<never>((_, refuse) => over.addEventListener('abort', () => refuse(over.reason)))
      await probe('https://127.0.0.1', {
        ask: (_, over) => waits(over),
        openSocket: (_way, _relay, over) => waits(over),
        servers: async () => ['turn:127.0.0.1:9'],
        tryServers: (_, over) => waits(over),
      })
      expect(warned).not.toHaveBeenCalled()
    } finally {
      warned.mockRestore()
    }
  })
})

describe('the handshakes', () => {
  it('leave no socket open, join nothing and bring no cookie', async () => {
    const http = createServer()
    const io = new Sockets(http, { cookie: true })
    const brought: unknown[] = []
    const joined: string[] = []
    io.engine.on('connection', ({ request }: { request: IncomingMessage }) =>
      brought.push([
        request.headers.cookie,
        new URL(request.url ?? '', 'http://relay').searchParams.get('sid'),
      ]),
    )
    io.of('/agent').on('connection', ({ id }) => void joined.push(id))
    const address = await listening(http)
    try {
      for (const transport of ['websocket', 'polling'] as const)
        expect(await openSocket(transport, address, AbortSignal.timeout(LIMIT_MS))).toBe(true)
      expect(brought).toEqual([
        [undefined, null],
        [undefined, null],
      ])
      await expect.poll(() => io.engine.clientsCount).toBe(0)
      expect(joined).toEqual([])
    } finally {
      await io.close()
    }
  })

  it('are given up at once when the signal says so', async () => {
    const silent = createTcp(() => undefined)
    const address = await listening(silent)
    const over = new AbortController()
    const opened = [
      openSocket('websocket', address, over.signal),
      openSocket('polling', address, over.signal),
    ]
    over.abort()
    expect(await Promise.all(opened)).toEqual([false, false])
    silent.close()
  })
})

describe('where the relay is not reached', () => {
  const states = async (relay: string, changed: Partial<ProbeParts> = {}) => {
    const found = await probe(relay, changed)
    return [found.http?.state, found.websocket?.state, found.polling?.state]
  }
  const blocked = ['blocked', 'blocked', 'blocked']

  it('nobody listens: all is blocked', async () => {
    expect(await states('http://127.0.0.1:9')).toEqual(blocked)
  })

  it('the page of a captive portal is no relay', async () => {
    const portal = await serve((_request, answer) => answer.end('<html>Sign in to our Wi-Fi</html>'))
    expect(await states(portal)).toEqual(blocked)
  })

  it('a captive portal that leads elsewhere is no relay, and is not followed', async () => {
    const asked: (string | undefined)[] = []
    const portal = await serve((incoming, answer) => {
      asked.push(incoming.url)
      answer.writeHead(302, { location: '/sign-in' }).end()
    })
    expect(await states(portal, { openSocket: async () => false })).toEqual(blocked)
    expect(asked).toEqual(['/healthz'])
  })

  it('a server that never answers is given up when the time is over', async () => {
    const silent = createTcp(() => undefined)
    const address = await listening(silent)
    try {
      expect(await states(address)).toEqual(blocked)
    } finally {
      silent.close()
    }
  })

  it('each way that throws or hangs is blocked by itself', async () => {
    const broken: Partial<ProbeParts> = {
      prepare: async () => {
        throw new Error('no proxy')
      },
      ask: async () => {
        throw new Error('no route')
      },
      openSocket: async () => {
        throw new Error('no route')
      },
    }
    expect(await states('http://127.0.0.1:9', broken)).toEqual(blocked)
    const hanging = () => new Promise<never>(() => undefined)
    expect(await states('http://127.0.0.1:9', { ask: hanging, openSocket: hanging })).toEqual(blocked)
    expect(lines.join()).not.toContain('127.0.0.1')
  })
})

describe('plain HTTP before https', () => {
  it('is reached where it leads to https at the same name', async () => {
    const found = await probe('https://support.example.jp', {
      ask: async (url) => ({
        answer: url.startsWith('http:')
          ? { status: 301, location: 'https://support.example.jp/healthz', text: '' }
          : { status: 200, location: null, text: '{"ok":true,"version":"1"}' },
        asksProxy: false,
      }),
      openSocket: async () => true,
    })
    expect(found.http?.at).toMatch(/^support\.example\.jp:80, /)
    expect(found.https?.at).toMatch(/^support\.example\.jp:443, /)
  })
})

describe('without a relay', () => {
  it('nothing is tried, and nothing is said to be open', async () => {
    const never = async () => {
      throw new Error('was tried')
    }
    const found = await probe(null, {
      prepare: never,
      ask: never,
      openSocket: never,
      resolveProxy: never,
      servers: never,
      tryServers: never,
    })
    const { proxy, ...ways } = found
    expect(proxy).toEqual(none)
    expect(new Set(Object.values(ways))).toEqual(new Set([null]))
    expect(lines).toEqual([])
  })
})

describe('a proxy', () => {
  it('that asks for a password is known by its answer', async () => {
    const proxy = await serve((_request, answer) =>
      answer.writeHead(407, { 'proxy-authenticate': 'Basic realm="office"' }).end(),
    )
    const found = await probe(proxy, { resolveProxy: async () => 'PROXY proxy.example:8080' })
    expect(found.proxy).toEqual({ kind: 'automatic', authentication: true })
    expect(found.http?.state).toBe('blocked')
  })

  it('of which Chromium says nothing in time is as the system says', async () => {
    for (const resolveProxy of [
      () => new Promise<never>(() => undefined),
      async () => {
        throw new Error('none')
      },
    ])
      expect((await probe('http://127.0.0.1:9', { resolveProxy })).proxy).toEqual(none)
  })
})

describe('the servers of a picture', () => {
  const urls = ['stun:stun.example.jp', 'turn:turn.example.jp?transport=tcp']
  const servers = async () => urls

  it('are tried by the page', async () => {
    const heard: (readonly string[])[] = []
    const { udp, turn } = await probe('http://127.0.0.1:9', {
      servers,
      tryServers: async (wanted) => {
        heard.push(wanted)
        return wanted.map((url) => ({ url, reached: url.startsWith('turn') }))
      },
    })
    expect(heard).toEqual([urls])
    expect([udp, turn]).toEqual([
      { state: 'blocked', at: 'stun.example.jp:3478' },
      { state: 'reached', at: 'turn.example.jp:3478' },
    ])
  })

  it('are unknown where the relay names none, or the page does not answer', async () => {
    const unknown: Partial<ProbeParts>[] = [
      { servers: async () => null },
      {
        servers: async () => {
          throw new Error('refused')
        },
      },
      { servers: () => new Promise<never>(() => undefined) },
      { servers, tryServers: async () => null },
      { servers, tryServers: () => new Promise<never>(() => undefined) },
    ]
    for (const one of unknown)
      expect(await probe('http://127.0.0.1:9', one)).toMatchObject({ udp: null, turn: null })
  })
})
