import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Journey } from '../../src/main/journey'
import type { RelayEvents, RelayLink } from '../../src/main/relay-link'
import { Breach } from '../../src/shared/errors'
import { itemIds } from '../../src/shared/inventory'
import type { JoinReply, Signal } from '../../src/shared/protocol'
import { verificationPlaces, verificationWords } from '../../src/shared/words'
import { consent, joined } from './evidence'
import { heard } from './leaving'
import { quietLog } from './quiet'
import { type Changes, type Said, type Stage, stage } from './stage'

const key = (byte: string) => Array(32).fill(byte).join(':')
const sdp = (byte: string) => `v=0\r\nm=application 9 a b\r\na=fingerprint:sha-256 ${key(byte)}\r\n`
const offer: Signal = { type: 'offer', sdp: sdp('0A') }
const answer: Signal = { type: 'answer', sdp: sdp('0C') }
const consoleNonce = 'b2'.repeat(32)
const say = (message: object) => JSON.stringify({ v: 1, ...message })

const { relays, openRelayLink } = vi.hoisted(() => {
  const relays: Said[] = []
  return { relays, openRelayLink: vi.fn<(url: string, events: RelayEvents) => RelayLink>() }
})
vi.mock('../../src/main/relay-link', () => ({ openRelayLink }))
vi.mock('electron', () => import('./electron'))

const goodReply: JoinReply = {
  ok: true,
  session: joined.session,
  operator: joined.operator,
  challenge: joined.challenge,
  iceServers: [{ urls: ['turn:a'] }],
  resume: 'r'.repeat(43),
}

const late = { ok: false, error: 'message-late' }
const done = { ok: true }
const lastRelay = () => {
  const relay = relays.at(-1)
  if (relay === undefined) throw new Error('no relay was opened')
  return relay
}
const hear = (at: Stage, message: object) => at.support.linkMessage({ link: 1, text: say(message) })
const untilChecked = (at: Stage) =>
  vi.waitFor(() => expect(at.screen()).toMatchObject({ name: 'environment', verdict: expect.any(String) }), {
    interval: 1,
  })

async function toCode(changed?: Changes): Promise<Stage> {
  const at = stage(changed)
  await at.preparation.acceptDocuments([])
  await untilChecked(at)
  at.preparation.confirmEnvironment()
  await at.preparation.switchItem({ id: 'os', on: true })
  at.preparation.agreeInventory()
  // The journey fetches the relay's code ahead; while that is under way a second import would miss the stand-in.
  await vi.dynamicImportSettled()
  return at
}
async function toJoining(changed?: Changes): Promise<Stage> {
  const at = await toCode(changed)
  await at.support.enterCode('012345')
  return at
}
async function toApproval(changed?: Changes): Promise<Stage> {
  const at = await toJoining(changed)
  at.support.linkSignal({ link: 1, signal: offer })
  lastRelay().events.onSignal(1, answer)
  at.support.linkOpened({ link: 1 })
  hear(at, { type: 'nonce', nonce: consoleNonce })
  return at
}
async function toLive(): Promise<Stage> {
  const at = await toApproval()
  at.support.nameCaller('customer')
  at.support.approve()
  return at
}

const logged = quietLog()
let reply: JoinReply | Promise<JoinReply>
beforeEach(() => {
  relays.length = 0
  reply = goodReply
  openRelayLink.mockReset()
  openRelayLink.mockImplementation((url, events) => {
    const said: string[] = []
    const link = {
      join: async ({ code }) => {
        said.push(`join ${code}`)
        return reply
      },
      signal: (link, signal) => {
        said.push(`signal ${link} ${signal.type}`)
      },
      progress: (step) => {
        said.push(`progress ${step}`)
      },
      device: async ({ certificate }) => {
        said.push(`device ${certificate}`)
        return { ok: false, error: 'certificate-refused' }
      },
      reconnectNow: () => undefined,
      leave: (reason, records) => {
        said.push(`leave ${reason}`)
        return heard(records.length > 0)
      },
    } satisfies RelayLink
    relays.push({ url, events, link, said })
    return link
  })
})
const ending: Stage[] = []
afterEach(() => {
  for (const at of ending.splice(0)) at.support.end('customer')
  vi.useRealTimers()
})

describe('the way', () => {
  it('leads from the documents to a shared screen and a receipt, each step once', async () => {
    const at = await toLive()
    expect(at.kept).toEqual([consent])
    expect(at.screen()).toMatchObject({ name: 'live', operator: joined.operator, picture: 'starting' })
    await at.shown()
    expect(at.screen()).toMatchObject({ name: 'live', picture: 'running' })
    expect(at.support.disconnect()).toEqual(done)
    expect(at.screen()).toMatchObject({ name: 'ended', reason: 'customer' })
    expect(lastRelay().url).toBe('http://127.0.0.1:1')
    expect(lastRelay().said).toEqual([
      'join 012345',
      'signal 1 offer',
      'progress approved',
      'progress live',
      'leave customer',
    ])
    expect(at.receipts).toHaveLength(1)
    expect(at.receipts[0]).toMatchObject({
      reason: 'customer',
      sent: { items: [{ id: 'os', value: 'value of os' }] },
      shown: { from: expect.any(String), to: expect.any(String) },
    })
    const names = at.views.map(({ screen }) => screen.name)
    expect(names.filter((name, place) => name !== names[place - 1])).toEqual([
      'environment',
      'inventory',
      'code',
      'approval',
      'live',
      'ended',
    ])
  })

  it('tells the console nothing of the machine before approval, and what was agreed to after it', async () => {
    const at = await toApproval()
    const texts = () => at.commands.flatMap((command) => (command.do === 'send' ? [command.text] : []))
    expect(texts().map((text) => JSON.parse(text).type)).toEqual(['hello', 'reveal'])
    at.support.nameCaller('customer')
    expect(texts()).toHaveLength(2)
    at.support.approve()
    expect(
      texts()
        .slice(2)
        .map((text) => JSON.parse(text).type),
    ).toEqual(['environment', 'inventory', 'displays'])
    at.support.end('customer')
  })

  it('shows the words that both certificates and nonces make, in the language of the screen', async () => {
    const at = await toApproval()
    const [hello, reveal] = at.commands.flatMap((command) =>
      command.do === 'send' ? [JSON.parse(command.text)] : [],
    )
    expect(hello.type).toBe('hello')
    const places = verificationPlaces({
      agentFingerprint: key('0A'),
      consoleFingerprint: key('0C'),
      agentNonce: reveal.nonce,
      consoleNonce,
    })
    expect(at.screen()).toMatchObject({ words: verificationWords(places, 'ja'), caller: null })
    at.presentation.setLanguage('en')
    expect(at.screen()).toMatchObject({ words: verificationWords(places, 'en') })
    at.support.end('customer')
  })

  it('ends at once with the customer’s refusal of the documents, and keeps nothing', async () => {
    const at = stage()
    expect(at.preparation.declineDocuments()).toEqual(done)
    expect(at.log).toEqual(['quit'])
    expect(at.kept).toEqual([])
    expect(at.screen().name).toBe('closed')
    expect(await at.preparation.acceptDocuments([])).toEqual(late)
  })

  it('stops at a failed environment, however often it is confirmed', async () => {
    const at = stage({ verdict: 'fail' })
    await at.preparation.acceptDocuments([])
    await untilChecked(at)
    expect(at.screen()).toMatchObject({ verdict: 'fail' })
    expect(at.preparation.confirmEnvironment()).toEqual(late)
    expect(at.screen().name).toBe('environment')
  })

  it('does not go on while an item is still being read', async () => {
    let give: (value: string) => void = () => undefined
    const slow = () => new Promise<string>((resolve) => (give = resolve))
    const at = stage({ read: slow })
    await at.preparation.acceptDocuments([])
    await untilChecked(at)
    at.preparation.confirmEnvironment()
    const reading = at.preparation.switchItem({ id: 'cpu', on: true })
    expect(at.preparation.agreeInventory()).toEqual({ ...late, field: 'reading' })
    give('a')
    await reading
    expect(at.preparation.agreeInventory()).toEqual(done)
  })
})

describe('whoever must know of a move', () => {
  it('is told of it, though another who is told fails; the failure is not hidden', () => {
    const journey = new Journey()
    const told: string[] = []
    journey.onMove(() => {
      throw new Error('cannot be shown')
    })
    journey.onMove(({ name }) => void told.push(name))
    expect(() => journey.move({ type: 'declined' })).toThrow('cannot be shown')
    expect([told, journey.phase.name]).toEqual([['closed'], 'closed'])
  })
})

describe('a wish', () => {
  const wishes: Record<string, (at: Stage) => unknown> = {
    markRead: (at) => at.preparation.markRead('license'),
    acceptDocuments: (at) => at.preparation.acceptDocuments([]),
    declineDocuments: (at) => at.preparation.declineDocuments(),
    checkEnvironment: (at) => at.preparation.checkEnvironment(),
    confirmEnvironment: (at) => at.preparation.confirmEnvironment(),
    switchItem: (at) => at.preparation.switchItem({ id: 'os', on: true }),
    agreeInventory: (at) => at.preparation.agreeInventory(),
    enterCode: (at) => at.support.enterCode('012345'),
    nameCaller: (at) => at.support.nameCaller('customer'),
    approve: (at) => at.support.approve(),
    deny: (at) => at.support.deny(),
    disconnect: (at) => at.support.disconnect(),
    restart: (at) => at.journey.move({ type: 'restarted' }),
    answerPcCheck: (at) => at.live.answerPcCheck({ granted: true }),
    pause: (at) => at.live.pause(),
    unpause: (at) => at.live.unpause(),
    goOn: (at) => at.live.goOn(),
    answerWords: (at) => at.live.answerWords({ same: false, words: ['a', 'b', 'c'] }),
    answerOthers: (at) => at.live.answerOthers({ granted: true }),
    answerStill: (at) => at.live.answerStill({ granted: true }),
    linkSignal: (at) => at.support.linkSignal({ link: 1, signal: offer }),
    linkOpened: (at) => at.support.linkOpened({ link: 1 }),
    linkMessage: (at) => at.support.linkMessage({ link: 1, text: '{}' }),
    linkLost: (at) => at.support.linkLost({ link: 1 }),
    stream: (at) => at.support.stream((stream) => stream.started({ share: 1 })),
    limited: (at) => at.support.limited('cpu'),
  }
  const inSession = ['linkSignal', 'linkOpened', 'linkMessage', 'linkLost', 'stream', 'limited', 'disconnect']
  const places: [string, () => Promise<Stage>, string[]][] = [
    ['documents', async () => stage(), ['markRead', 'acceptDocuments', 'declineDocuments']],
    ['code', toCode, ['enterCode']],
    ['joining', toJoining, inSession],
    ['approval', toApproval, [...inSession, 'nameCaller', 'deny']],
    ['live', toLive, [...inSession, 'pause', 'unpause']],
    [
      'ended',
      async () => {
        const at = await toJoining()
        at.support.disconnect()
        return at
      },
      ['restart'],
    ],
  ]
  it.each(places)('that does not belong to %s is late and changes nothing', async (_name, reach, right) => {
    const at = await reach()
    ending.push(at)
    const before = at.screen()
    for (const [name, wish] of Object.entries(wishes).filter(([one]) => !right.includes(one)))
      expect([name, await wish(at)]).toEqual([name, expect.objectContaining(late)])
    expect(at.screen()).toEqual(before)
    expect(at.receipts.length).toBe(before.name === 'ended' ? 1 : 0)
  })

  it('to allow without having said who called is late: no picture, nothing sent', async () => {
    const at = await toApproval()
    const sent = at.commands.length
    expect(at.support.approve()).toEqual(late)
    expect([at.commands.length, at.support.mayCapture()]).toEqual([sent, false])
    expect(at.log).not.toContain('indicator opened')
    at.support.end('customer')
  })

  it('for the display is granted only while live and while the gate is armed', async () => {
    const at = await toApproval()
    expect(at.support.mayCapture()).toBe(false)
    at.support.nameCaller('customer')
    at.support.approve()
    expect(at.support.mayCapture()).toBe(false)
    await vi.waitFor(() => expect(at.support.mayCapture()).toBe(true), { interval: 1 })
    at.support.disconnect()
    expect(at.support.mayCapture()).toBe(false)
  })

  it('for the display is not granted by a gate alone: the phase must be live', async () => {
    const at = await toApproval()
    at.stream().mayAsk = () => true
    expect(at.support.mayCapture()).toBe(false)
    at.support.end('customer')
  })
})

describe('a consent of an earlier day', () => {
  it('that still stands leads straight to the check, without keeping it again', async () => {
    const at = stage({ kept: consent })
    expect(at.step.stillStands).toHaveBeenCalledWith(consent)
    await untilChecked(at)
    expect(at.kept).toEqual([])
  })

  it('to texts that have changed asks again', () => {
    const at = stage({ kept: consent, stands: false })
    expect(at.screen().name).toBe('documents')
  })

  it('that the step refuses is not kept and leads nowhere', async () => {
    const at = stage()
    at.step.accept.mockReturnValueOnce({ ok: false, error: 'message-late', field: 'read' })
    expect(await at.preparation.acceptDocuments([])).toEqual({ ...late, field: 'read' })
    expect([at.kept, at.screen().name]).toEqual([[], 'documents'])
  })
})

describe('the code', () => {
  it('that is refused says why, and may be tried again', async () => {
    const at = await toCode()
    for (const error of ['code-unknown', 'code-expired', 'code-used', 'relay-unreachable'] as const) {
      reply = { ok: false, error }
      expect(await at.support.enterCode('999999')).toEqual(done)
      expect(at.screen()).toMatchObject({ name: 'code', state: 'ready', error })
    }
    reply = goodReply
    await at.support.enterCode('012345')
    expect(at.screen()).toMatchObject({ name: 'code', state: 'joining', operator: joined.operator })
    at.support.end('customer')
  })

  it('is asked about once at a time', async () => {
    const at = await toCode()
    const first = at.support.enterCode('012345')
    expect(await at.support.enterCode('012345')).toEqual(late)
    await first
    expect(relays).toHaveLength(1)
    at.support.end('customer')
  })

  it('goes nowhere where no relay is set', async () => {
    const at = await toCode({ relay: null })
    await at.support.enterCode('012345')
    expect(at.screen()).toMatchObject({ state: 'ready', error: 'relay-not-set' })
    expect(relays).toHaveLength(0)
  })

  it('never stands in the log', async () => {
    const at = await toLive()
    at.support.disconnect()
    const text = logged.lines.join('')
    for (const secret of ['012345', joined.operator.name, 'value of os', key('0A')])
      expect([secret, text.includes(secret)]).toEqual([secret, false])
  })
})

describe('who called whom', () => {
  it.each(['operator', 'popup'] as const)('%s: stops before anything was shown or sent', async (caller) => {
    const at = await toApproval()
    expect(at.support.nameCaller(caller)).toEqual(done)
    expect(at.screen()).toMatchObject({ name: 'ended', reason: 'scam' })
    expect(at.receipts).toEqual([
      expect.objectContaining({
        reason: 'scam',
        approvedAt: null,
        shown: null,
        sent: { items: [], refused: [] },
      }),
    ])
    expect(at.log).not.toContain('indicator opened')
    expect(lastRelay().said).toContain('leave scam')
  })
})

describe('the end', () => {
  const ends: [string, () => Promise<Stage>, (at: Stage) => unknown, string][] = [
    ['the customer disconnects', toLive, (at) => at.support.disconnect(), 'customer'],
    ['the customer refuses', toApproval, (at) => at.support.deny(), 'refused'],
    ['the indicator is gone', toLive, (at) => at.loseIndicator(), 'indicator'],
    ['the relay says so', toLive, () => lastRelay().events.onEnded('relay-lost'), 'relay-lost'],
    [
      'the relay breaks its protocol',
      toJoining,
      () => lastRelay().events.onBreach('message-unknown', 'type'),
      'failed',
    ],
    ['the first link falls', toJoining, (at) => at.support.linkLost({ link: 1 }), 'operator-gone'],
    ['the page closes unasked', toLive, (at) => at.support.linkClosed(), 'failed'],
    ['the page is gone', toLive, (at) => at.support.pageGone(), 'failed'],
    ['a page breaks in', toLive, (at) => at.support.breach(new Breach('sender-unknown', 'view')), 'failed'],
    ['the operator says so', toLive, (at) => hear(at, { type: 'ended', reason: 'operator' }), 'operator'],
    [
      'the operator’s side offers a picture',
      toApproval,
      () => lastRelay().events.onSignal(1, { type: 'offer', sdp: `${sdp('0C')}m=video 9 a b\r\n` }),
      'failed',
    ],
    [
      'the operator’s certificate changes',
      toLive,
      () => lastRelay().events.onSignal(1, { type: 'answer', sdp: sdp('0D') }),
      'failed',
    ],
  ]
  it.each(ends)('comes where %s, with one receipt', async (_name, reach, cause, reason) => {
    const at = await reach()
    cause(at)
    expect(at.screen()).toMatchObject({ name: 'ended', reason })
    expect(at.receipts.map((one) => one.reason)).toEqual([reason])
    expect(lastRelay().said.at(-1)).toBe(`leave ${reason}`)
  })

  it('comes once: whoever comes later changes nothing', async () => {
    const at = await toLive()
    expect(at.support.end('customer')).toBe(true)
    expect(at.support.end('timeout')).toBe(false)
    expect(at.support.disconnect()).toEqual(late)
    at.loseIndicator()
    at.support.linkClosed()
    lastRelay().events.onEnded('operator-gone')
    lastRelay().events.onSignal(1, answer)
    lastRelay().events.onLost()
    lastRelay().events.onPeer(false)
    expect(at.receipts.map((one) => one.reason)).toEqual(['customer'])
    expect(lastRelay().said.filter((one) => one.startsWith('leave'))).toEqual(['leave customer'])
  })

  it('takes the picture first, and keeps the receipt after everything is closed', async () => {
    const at = await toLive()
    at.support.disconnect()
    expect(at.log).toEqual([
      'indicator opened',
      'sensors stopped',
      'gate shut',
      'page closed',
      'network unwatched',
      'receipt kept',
    ])
    expect(at.commands.at(-1)).toEqual({ do: 'send', text: say({ type: 'ended', reason: 'customer' }) })
  })

  it('leaves the indicator until the page has certainly stopped', async () => {
    const at = await toLive()
    at.support.disconnect()
    expect(at.log).not.toContain('indicator hidden')
    at.pageStopped()
    expect(at.log.at(-1)).toBe('indicator hidden')
  })

  it('takes the indicator away with a page that is gone', async () => {
    const at = await toLive()
    at.support.pageGone()
    expect(at.log.slice(2)).toEqual([
      'gate shut',
      'page closed',
      'network unwatched',
      'receipt kept',
      'page lost',
      'indicator hidden',
    ])
  })

  it('is nothing where nobody had joined', async () => {
    const at = await toCode()
    expect(at.support.end('customer')).toBe(false)
    at.support.breach(new Breach('message-malformed', 'view'))
    at.support.linkClosed()
    expect([at.receipts, at.screen().name]).toEqual([[], 'code'])
  })

  it('comes where the indicator cannot be shown', async () => {
    const at = await toApproval({ indicatorShown: () => Promise.reject(new Error('no display')) })
    at.support.nameCaller('customer')
    at.support.approve()
    await vi.waitFor(() => expect(at.screen()).toMatchObject({ name: 'ended', reason: 'failed' }))
  })

  it('lets the page’s own breach through to the table, which ends it', async () => {
    const at = await toLive()
    expect(() => at.support.linkMessage({ link: 1, text: 'noise' })).toThrow(Breach)
    expect(() => at.support.linkSignal({ link: 1, signal: { type: 'offer', sdp: sdp('0B') } })).toThrow(
      Breach,
    )
    at.support.end('failed')
  })

  it('leads back to the check, with a new choice and the same consent', async () => {
    const at = await toLive()
    at.support.disconnect()
    expect(at.journey.move({ type: 'restarted' })).toEqual(done)
    await untilChecked(at)
    at.preparation.confirmEnvironment()
    const screen = at.screen()
    if (screen.name !== 'inventory') throw new Error(screen.name)
    expect(screen.items.map((item) => item.state)).toEqual(itemIds.map(() => 'off'))
  })
})

describe('time', () => {
  it('ends what does not connect in half a minute', async () => {
    const at = await toCode()
    vi.useFakeTimers()
    await at.support.enterCode('012345')
    await vi.advanceTimersByTimeAsync(29_999)
    expect(at.screen()).toMatchObject({ name: 'code', state: 'joining' })
    await vi.advanceTimersByTimeAsync(1)
    expect(at.screen()).toMatchObject({ name: 'ended', reason: 'timeout' })
  })

  /** The operator stays on the line. */
  async function alive(at: Stage, milliseconds: number) {
    for (let passed = 0; passed < milliseconds && at.screen().name !== 'ended'; passed += 2000) {
      await vi.advanceTimersByTimeAsync(2000)
      hear(at, { type: 'alive' })
      at.support.stream((stream) => stream.seen({ share: 1, marks: 'seen', frames: 'coming' }))
    }
  }

  it('ends what is not answered in ten minutes, and never what is live', async () => {
    vi.useFakeTimers()
    const waiting = await toApproval()
    await alive(waiting, 10 * 60_000 + 4000)
    expect(waiting.screen()).toMatchObject({ name: 'ended', reason: 'timeout' })
    const live = await toLive()
    await alive(live, 11 * 60_000)
    expect(live.screen().name).toBe('live')
    live.support.disconnect()
    expect(vi.getTimerCount()).toBe(0)
  })
})
