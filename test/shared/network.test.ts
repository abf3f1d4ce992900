import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reach } from '../../src/shared/environment'
import {
  blockedAt,
  isRelay,
  proxyInTheWay,
  reachedAt,
  serverReaches,
  targetsOf,
} from '../../src/shared/network'
import { environmentRules } from './rules'

const { network } = environmentRules
const ports = { ...network, httpPort: 8080, httpsPort: 8443 }

describe('the addresses that are asked for', () => {
  const rows: [string, string, typeof network, string | null, string | null][] = [
    [
      'https',
      'https://support.example.jp',
      network,
      'http://support.example.jp:80/healthz',
      'https://support.example.jp:443/healthz',
    ],
    [
      'https, with a port of its own',
      'https://support.example.jp:9443',
      network,
      'http://support.example.jp:80/healthz',
      'https://support.example.jp:9443/healthz',
    ],
    [
      'https, with the ports of the rules',
      'https://support.example.jp',
      ports,
      'http://support.example.jp:8080/healthz',
      'https://support.example.jp:8443/healthz',
    ],
    [
      'https, by an IPv6 address',
      'https://[2001:db8::7]:9443',
      network,
      'http://[2001:db8::7]:80/healthz',
      'https://[2001:db8::7]:9443/healthz',
    ],
    ['development', 'http://127.0.0.1:8470', network, 'http://127.0.0.1:8470/healthz', null],
    ['no address', 'support', network, null, null],
  ]
  it.each(rows)('%s', (_name, relay, rules, http, https) => {
    expect(targetsOf(relay, rules)).toEqual({ http, https })
  })
})

describe('who answered', () => {
  const plain = 'http://support.example.jp:80/healthz'
  const safe = 'https://support.example.jp:443/healthz'
  const word = '{"ok":true,"version":"0.1.0"}'
  const says = (url: string, status: number, text: string, location: string | null = null) =>
    isRelay(url, { status, text, location })

  it('is the relay by its own word', () => {
    for (const url of [plain, safe]) expect(says(url, 200, word)).toBe(true)
  })

  it('is not the relay where something else came back, whatever its status', () => {
    const pages = ['', '<html>Sign in to our Wi-Fi</html>', '{}', '{"ok":true}', 'null', '[]', '{"ok":false}']
    for (const url of [plain, safe]) {
      for (const text of pages) expect([text, says(url, 200, text)]).toEqual([text, false])
      for (const status of [204, 401, 404, 407, 500, 503]) expect(says(url, status, word)).toBe(false)
      expect(says(url, 200, '{"ok":true,"version":"0.1.0","page":"<html>"}')).toBe(false)
    }
  })

  it('is the relay where plain HTTP leads to https at the same name', () => {
    for (const to of [
      'https://support.example.jp/healthz',
      'https://support.example.jp:443/healthz',
      'https://SUPPORT.example.jp',
    ])
      for (const status of [301, 302, 307, 308]) expect([to, says(plain, status, '', to)]).toEqual([to, true])
  })

  it('is not the relay where it leads anywhere else', () => {
    for (const to of [
      null,
      '/login',
      '//support.example.jp/',
      'http://support.example.jp/login',
      'https://portal.example/?next=support.example.jp',
      'https://support.example.jp.portal.example/',
      'https://support.example.jp@portal.example/',
      'https://support.example.jp:443@portal.example/',
      'https://portal.example\\@support.example.jp/',
      'ftp://support.example.jp/',
      'javascript:https://support.example.jp',
    ])
      expect([to, says(plain, 302, word, to)]).toEqual([to, false])
    expect(says(safe, 302, word, safe)).toBe(false)
  })

  it('never fails over what came back', () => {
    fc.assert(
      fc.property(fc.nat(600), fc.string(), fc.option(fc.string()), (status, text, location) => {
        expect(typeof isRelay(plain, { status, text, location })).toBe('boolean')
      }),
    )
  })
})

describe('what is said of a way', () => {
  it('is where and how fast', () => {
    expect(reachedAt('https://support.example.jp', 23.6)).toEqual({
      state: 'reached',
      at: 'support.example.jp:443, 24 ms',
    })
    expect(reachedAt('http://support.example.jp:8080/healthz', 0.2)?.at).toBe('support.example.jp:8080, 1 ms')
    expect(blockedAt('http://support.example.jp/healthz')?.at).toBe('support.example.jp:80')
  })

  it('fits, however long the name is', () => {
    const name = `https://${'a'.repeat(250)}:65535`
    for (const one of [reachedAt(name, 99_999), blockedAt(name)]) expect(reach.parse(one)).toEqual(one)
    const turn = `turn:${'a'.repeat(180)}:65535`
    const { udp } = serverReaches([turn], [{ url: turn, reached: true }])
    expect(reach.parse(udp)).toEqual(udp)
  })
})

describe('UDP and TURN', () => {
  const stun = 'stun:stun.example.jp'
  const udp = 'turn:turn.example.jp:3479'
  const named = 'turn:turn.example.jp?transport=udp'
  const tcp = 'turn:turn.example.jp?transport=tcp'
  const tls = 'turns:turn.example.jp'
  const answers = (reached: Record<string, boolean>) =>
    Object.entries(reached).map(([url, one]) => ({ url, reached: one }))
  const at = (at: string) => ({ state: 'reached', at })
  const blocked = (at: string) => ({ state: 'blocked', at })
  const nothing = { state: 'not-offered', at: '' }

  const rows: [string, Parameters<typeof serverReaches>, ReturnType<typeof serverReaches> | object][] = [
    ['the relay did not name any', [null, null], { udp: null, turn: null }],
    ['the relay has none', [[], null], { udp: nothing, turn: nothing }],
    ['only STUN', [[stun], answers({ [stun]: true })], { udp: at('stun.example.jp:3478'), turn: nothing }],
    [
      'TURN over UDP',
      [[udp], answers({ [udp]: true })],
      { udp: at('turn.example.jp:3479'), turn: at('turn.example.jp:3479') },
    ],
    [
      'TURN over UDP by its full name',
      [[named], answers({ [named]: false })],
      { udp: blocked('turn.example.jp:3478'), turn: blocked('turn.example.jp:3478') },
    ],
    [
      'TURN over TCP and TLS only',
      [[tcp, tls], answers({ [tcp]: false, [tls]: true })],
      { udp: nothing, turn: at('turn.example.jp:5349') },
    ],
    [
      'UDP dropped, TCP open',
      [[stun, udp, tcp], answers({ [stun]: false, [udp]: false, [tcp]: true })],
      { udp: blocked('stun.example.jp:3478'), turn: at('turn.example.jp:3478') },
    ],
    ['the page did not answer', [[stun, tcp], null], { udp: null, turn: null }],
    [
      'the page left some out',
      [[stun, udp, tcp], answers({ [stun]: false, [tcp]: true })],
      { udp: null, turn: at('turn.example.jp:3478') },
    ],
  ]
  it.each(rows)('%s', (_name, [urls, found], expected) => {
    expect(serverReaches(urls, found)).toEqual(expected)
  })
})

describe('the proxy in the way', () => {
  const manual = { kind: 'manual', authentication: null } as const
  const none = { kind: 'none', authentication: null } as const

  it('is none where Chromium goes straight to the relay, whatever is set up', () => {
    for (const read of [manual, none, null, { kind: 'automatic', authentication: null } as const])
      for (const resolved of ['DIRECT', ' direct', 'DIRECT; PROXY a:1'])
        expect(proxyInTheWay(read, resolved, false)).toEqual({ kind: 'none', authentication: false })
  })

  it('is of the kind that is set up', () => {
    for (const kind of ['manual', 'pac', 'automatic'] as const)
      for (const resolved of ['PROXY proxy.example:8080; DIRECT', 'HTTPS a:1', 'SOCKS5 a:1'])
        expect(proxyInTheWay({ kind, authentication: null }, resolved, false)).toEqual({
          kind,
          authentication: null,
        })
  })

  it('was found by itself where none is set up, or nothing could be read', () => {
    for (const read of [none, null])
      expect(proxyInTheWay(read, 'PROXY a:1', false)).toEqual({ kind: 'automatic', authentication: null })
  })

  it('asks for a password where it did', () => {
    for (const resolved of ['PROXY a:1', null, 'DIRECT'])
      expect(proxyInTheWay(manual, resolved, true)).toEqual({ kind: 'manual', authentication: true })
  })

  it('is as the system says where Chromium gives no answer', () => {
    for (const read of [manual, none, null]) expect(proxyInTheWay(read, null, false)).toEqual(read)
  })
})
