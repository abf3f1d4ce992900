import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import defaultProfile from '../../profiles/default.json'
import { Journey, type Parts } from '../../src/main/journey'
import type { RelayEvents, RelayLink } from '../../src/main/relay-link'
import type { ConsentStep } from '../../src/main/steps/consent'
import type { Readers } from '../../src/main/steps/inventory'
import type { Stream } from '../../src/main/steps/stream'
import type { Store } from '../../src/main/store'
import { Breach } from '../../src/shared/errors'
import { itemIds } from '../../src/shared/inventory'
import { type LinkCommand, type View, view as viewSchema } from '../../src/shared/ipc'
import { profile } from '../../src/shared/profile'
import type { JoinReply, Signal } from '../../src/shared/protocol'
import { type Consent, type Receipt, receipt } from '../../src/shared/receipt'
import { verificationPlaces, verificationWords } from '../../src/shared/words'
import { consent, joined } from './evidence'
import { quietLog } from './quiet'

const anywhere = {
  older: 'warn',
  newer: 'warn',
  systems: [{ name: 'Any', from: '0', bits: [32, 64], freeMb: 0.001 }],
}
const rules = profile.parse({
  ...defaultProfile,
  environment: { memoryTolerance: 0.15, windows: anywhere, macos: anywhere, linux: anywhere },
})
/** No machine has this much free: the environment fails. */
const never = profile.parse({
  ...rules,
  environment: {
    memoryTolerance: 0,
    ...Object.fromEntries(
      ['windows', 'macos', 'linux'].map((name) => [
        name,
        { ...anywhere, systems: [{ ...anywhere.systems[0], freeMb: 1e15 }] },
      ]),
    ),
  },
})

const key = (byte: string) => Array(32).fill(byte).join(':')
const sdp = (byte: string) => `v=0\r\nm=application 9 a b\r\na=fingerprint:sha-256 ${key(byte)}\r\n`
const offer: Signal = { type: 'offer', sdp: sdp('0A') }
const answer: Signal = { type: 'answer', sdp: sdp('0C') }
const consoleNonce = 'b2'.repeat(32)
const say = (message: object) => JSON.stringify({ v: 1, ...message })

const { relays, openRelayLink } = vi.hoisted(() => {
  const relays: { url: string; events: RelayEvents; link: RelayLink; said: string[] }[] = []
  return { relays, openRelayLink: vi.fn<(url: string, events: RelayEvents) => RelayLink>() }
})
vi.mock('../../src/main/relay-link', () => ({ openRelayLink }))

const goodReply: JoinReply = {
  ok: true,
  session: joined.session,
  operator: joined.operator,
  iceServers: [{ urls: ['turn:a'] }],
}

/** A journey and everything around it that can be seen or played. */
function stage(changed: { kept?: Consent; stands?: boolean; parts?: Partial<Parts> } = {}) {
  const log: string[] = []
  const commands: LinkCommand[] = []
  const views: View[] = []
  const receipts: Receipt[] = []
  const kept: Consent[] = []
  let indicatorGone: () => void = () => undefined
  let pageStopped: () => void = () => undefined
  let mayAsk = false
  const step = {
    shown: () => [],
    markRead: vi.fn<ConsentStep['markRead']>(),
    accept: vi.fn<ConsentStep['accept']>(() => consent),
    stillStands: vi.fn<ConsentStep['stillStands']>(() => changed.stands ?? true),
  } satisfies ConsentStep
  const store = {
    consent: async () => changed.kept ?? null,
    keepConsent: async (value) => {
      kept.push(value)
    },
    receipts: async () => receipts,
    keepReceipt: async (value) => {
      log.push('receipt kept')
      receipts.push(receipt.parse(value))
    },
  } satisfies Store
  const stream = {
    start: vi.fn<Stream['start']>(async () => {
      mayAsk = true
    }),
    mayAsk: () => mayAsk,
    shut: () => {
      mayAsk = false
      log.push('gate shut')
    },
    hideIndicator: () => {
      log.push('indicator hidden')
    },
  } satisfies Stream
  const parts: Parts = {
    settings: { relay: 'http://127.0.0.1:1', profile: rules },
    version: '0.1.0',
    consent: step,
    readers: Object.fromEntries(itemIds.map((id) => [id, async () => `value of ${id}`])) as Readers,
    machine: () => ({ systemVersion: '1', display: { width: 1920, height: 1080, depth: 24 } }),
    store,
    stream: ({ onIndicatorGone }) => {
      indicatorGone = onIndicatorGone
      return stream
    },
    page: {
      command: (command) => {
        commands.push(command)
      },
      close: (stopped) => {
        log.push('page closed')
        pageStopped = stopped
      },
      confirmed: () => {
        log.push('page confirmed')
      },
      lost: () => {
        log.push('page lost')
        pageStopped()
      },
    },
    onView: (view) => {
      views.push(viewSchema.parse(view))
    },
    quit: () => {
      log.push('quit')
    },
    ...changed.parts,
  }
  const journey = new Journey(parts, 'ja', changed.kept ?? null)
  return {
    journey,
    step,
    stream,
    log,
    commands,
    views,
    receipts,
    kept,
    loseIndicator: () => indicatorGone(),
    pageStopped: () => pageStopped(),
    screen: () => journey.view.screen,
  }
}
type Stage = ReturnType<typeof stage>

const late = { ok: false, error: 'message-late' }
const done = { ok: true }
const lastRelay = () => {
  const relay = relays.at(-1)
  if (relay === undefined) throw new Error('no relay was opened')
  return relay
}
const untilChecked = (at: Stage) =>
  vi.waitFor(() => expect(at.screen()).toMatchObject({ name: 'environment', verdict: expect.any(String) }), {
    interval: 1,
  })

async function toCode(changed?: Parameters<typeof stage>[0]): Promise<Stage> {
  const at = stage(changed)
  await at.journey.acceptDocuments([])
  await untilChecked(at)
  at.journey.confirmEnvironment()
  await at.journey.switchItem({ id: 'os', on: true })
  at.journey.agreeInventory()
  // The journey fetches the relay's code ahead; while that is under way a second import would miss the stand-in.
  await vi.dynamicImportSettled()
  return at
}
async function toJoining(): Promise<Stage> {
  const at = await toCode()
  await at.journey.enterCode('012345')
  return at
}
async function toApproval(): Promise<Stage> {
  const at = await toJoining()
  at.journey.linkSignal(offer)
  lastRelay().events.onSignal(answer)
  at.journey.linkOpened()
  at.journey.linkMessage(say({ type: 'nonce', nonce: consoleNonce }))
  return at
}
async function toLive(): Promise<Stage> {
  const at = await toApproval()
  at.journey.nameCaller('customer')
  at.journey.approve()
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
      join: async (code) => {
        said.push(`join ${code}`)
        return reply
      },
      signal: (signal) => {
        said.push(`signal ${signal.type}`)
      },
      progress: (step) => {
        said.push(`progress ${step}`)
      },
      leave: (reason) => {
        said.push(`leave ${reason}`)
      },
    } satisfies RelayLink
    relays.push({ url, events, link, said })
    return link
  })
})
const ending: Stage[] = []
afterEach(() => {
  for (const at of ending.splice(0)) at.journey.end('customer')
  vi.useRealTimers()
})

describe('the way', () => {
  it('leads from the documents to a shared screen and a receipt, each step once', async () => {
    const at = await toLive()
    expect(at.kept).toEqual([consent])
    expect(at.screen()).toMatchObject({ name: 'live', operator: joined.operator, sharing: false })
    expect(at.journey.streamStarted()).toEqual(done)
    expect(at.screen()).toMatchObject({ name: 'live', sharing: true })
    expect(at.journey.disconnect()).toEqual(done)
    expect(at.screen()).toMatchObject({ name: 'ended', reason: 'customer' })
    expect(lastRelay().url).toBe('http://127.0.0.1:1')
    expect(lastRelay().said).toEqual([
      'join 012345',
      'signal offer',
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
    at.journey.nameCaller('customer')
    expect(texts()).toHaveLength(2)
    at.journey.approve()
    expect(
      texts()
        .slice(2)
        .map((text) => JSON.parse(text).type),
    ).toEqual(['environment', 'inventory'])
    at.journey.end('customer')
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
    at.journey.setLanguage('en')
    expect(at.screen()).toMatchObject({ words: verificationWords(places, 'en') })
    at.journey.end('customer')
  })

  it('ends at once with the customer’s refusal of the documents, and keeps nothing', async () => {
    const at = stage()
    expect(at.journey.declineDocuments()).toEqual(done)
    expect(at.log).toEqual(['quit'])
    expect(at.kept).toEqual([])
    expect(at.screen().name).toBe('closed')
    expect(await at.journey.acceptDocuments([])).toEqual(late)
  })

  it('stops at a failed environment, however often it is confirmed', async () => {
    const at = stage({ parts: { settings: { relay: null, profile: never } } })
    await at.journey.acceptDocuments([])
    await untilChecked(at)
    expect(at.screen()).toMatchObject({ verdict: 'fail' })
    expect(at.journey.confirmEnvironment()).toEqual(late)
    expect(at.screen().name).toBe('environment')
  })

  it('does not go on while an item is still being read', async () => {
    let give: (value: string) => void = () => undefined
    const slow = () => new Promise<string>((resolve) => (give = resolve))
    const readers = Object.fromEntries(itemIds.map((id) => [id, slow])) as Readers
    const at = stage({ parts: { readers } })
    await at.journey.acceptDocuments([])
    await untilChecked(at)
    at.journey.confirmEnvironment()
    const reading = at.journey.switchItem({ id: 'cpu', on: true })
    expect(at.journey.agreeInventory()).toEqual({ ...late, field: 'reading' })
    give('a')
    await reading
    expect(at.journey.agreeInventory()).toEqual(done)
  })
})

describe('a wish', () => {
  const wishes: Record<string, (journey: Journey) => unknown> = {
    markRead: (journey) => journey.markRead('license'),
    acceptDocuments: (journey) => journey.acceptDocuments([]),
    declineDocuments: (journey) => journey.declineDocuments(),
    checkEnvironment: (journey) => journey.checkEnvironment(),
    confirmEnvironment: (journey) => journey.confirmEnvironment(),
    switchItem: (journey) => journey.switchItem({ id: 'os', on: true }),
    agreeInventory: (journey) => journey.agreeInventory(),
    enterCode: (journey) => journey.enterCode('012345'),
    nameCaller: (journey) => journey.nameCaller('customer'),
    approve: (journey) => journey.approve(),
    deny: (journey) => journey.deny(),
    disconnect: (journey) => journey.disconnect(),
    restart: (journey) => journey.restart(),
    linkSignal: (journey) => journey.linkSignal(offer),
    linkOpened: (journey) => journey.linkOpened(),
    linkMessage: (journey) => journey.linkMessage('{}'),
    streamStarted: (journey) => journey.streamStarted(),
    streamFailed: (journey) => journey.streamFailed(),
  }
  const inSession = ['linkSignal', 'linkOpened', 'linkMessage', 'streamFailed', 'disconnect']
  const places: [string, () => Promise<Stage>, string[]][] = [
    ['documents', async () => stage(), ['markRead', 'acceptDocuments', 'declineDocuments']],
    ['code', toCode, ['enterCode']],
    ['joining', toJoining, inSession],
    ['approval', toApproval, [...inSession, 'nameCaller', 'deny']],
    ['live', toLive, [...inSession, 'streamStarted']],
    [
      'ended',
      async () => {
        const at = await toJoining()
        at.journey.disconnect()
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
      expect([name, await wish(at.journey)]).toEqual([name, expect.objectContaining(late)])
    expect(at.screen()).toEqual(before)
    expect(at.receipts.length).toBe(before.name === 'ended' ? 1 : 0)
  })

  it('to allow without having said who called is late: no picture, nothing sent', async () => {
    const at = await toApproval()
    const sent = at.commands.length
    expect(at.journey.approve()).toEqual(late)
    expect([at.commands.length, at.journey.mayCapture()]).toEqual([sent, false])
    expect(at.stream.start).not.toHaveBeenCalled()
    at.journey.end('customer')
  })

  it('for the display is granted only while live and while the gate is armed', async () => {
    const at = await toApproval()
    expect(at.journey.mayCapture()).toBe(false)
    at.journey.nameCaller('customer')
    at.journey.approve()
    expect(at.journey.mayCapture()).toBe(true)
    at.journey.disconnect()
    expect(at.journey.mayCapture()).toBe(false)
  })

  it('for the display is not granted by a gate alone: the phase must be live', async () => {
    const at = await toApproval()
    at.stream.mayAsk = () => true
    expect(at.journey.mayCapture()).toBe(false)
    at.journey.end('customer')
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
    expect(await at.journey.acceptDocuments([])).toEqual({ ...late, field: 'read' })
    expect([at.kept, at.screen().name]).toEqual([[], 'documents'])
  })
})

describe('the code', () => {
  it('that is refused says why, and may be tried again', async () => {
    const at = await toCode()
    for (const error of ['code-unknown', 'code-expired', 'code-used', 'relay-unreachable'] as const) {
      reply = { ok: false, error }
      expect(await at.journey.enterCode('999999')).toEqual(done)
      expect(at.screen()).toMatchObject({ name: 'code', state: 'ready', error })
    }
    reply = goodReply
    await at.journey.enterCode('012345')
    expect(at.screen()).toMatchObject({ name: 'code', state: 'joining', operator: joined.operator })
    at.journey.end('customer')
  })

  it('is asked about once at a time', async () => {
    const at = await toCode()
    const first = at.journey.enterCode('012345')
    expect(await at.journey.enterCode('012345')).toEqual(late)
    await first
    expect(relays).toHaveLength(1)
    at.journey.end('customer')
  })

  it('goes nowhere where no relay is set', async () => {
    const at = await toCode({ parts: { settings: { relay: null, profile: rules } } })
    await at.journey.enterCode('012345')
    expect(at.screen()).toMatchObject({ state: 'ready', error: 'relay-not-set' })
    expect(relays).toHaveLength(0)
  })

  it('never stands in the log', async () => {
    const at = await toLive()
    at.journey.disconnect()
    const text = logged.lines.join('')
    for (const secret of ['012345', joined.operator.name, 'value of os', key('0A')])
      expect([secret, text.includes(secret)]).toEqual([secret, false])
  })
})

describe('who called whom', () => {
  it.each(['operator', 'popup'] as const)('%s: stops before anything was shown or sent', async (caller) => {
    const at = await toApproval()
    expect(at.journey.nameCaller(caller)).toEqual(done)
    expect(at.screen()).toMatchObject({ name: 'ended', reason: 'scam' })
    expect(at.receipts).toEqual([
      expect.objectContaining({
        reason: 'scam',
        approvedAt: null,
        shown: null,
        sent: { items: [], refused: [] },
      }),
    ])
    expect(at.stream.start).not.toHaveBeenCalled()
    expect(lastRelay().said).toContain('leave scam')
  })
})

describe('the end', () => {
  const ends: [string, () => Promise<Stage>, (at: Stage) => unknown, string][] = [
    ['the customer disconnects', toLive, (at) => at.journey.disconnect(), 'customer'],
    ['the customer refuses', toApproval, (at) => at.journey.deny(), 'refused'],
    ['the indicator is gone', toLive, (at) => at.loseIndicator(), 'indicator'],
    ['the relay says so', toLive, () => lastRelay().events.onEnded('relay-lost'), 'relay-lost'],
    [
      'the relay breaks its protocol',
      toJoining,
      () => lastRelay().events.onBreach('message-unknown', 'type'),
      'failed',
    ],
    ['the channel falls', toLive, (at) => at.journey.linkClosed(), 'operator-gone'],
    ['the page is gone', toLive, (at) => at.journey.pageGone(), 'failed'],
    ['the capture fails', toLive, (at) => at.journey.streamFailed(), 'failed'],
    ['a page breaks in', toLive, (at) => at.journey.breach(new Breach('sender-unknown', 'view')), 'failed'],
    [
      'the operator says so',
      toLive,
      (at) => at.journey.linkMessage(say({ type: 'ended', reason: 'operator' })),
      'operator',
    ],
    [
      'the operator’s side offers a picture',
      toApproval,
      () => lastRelay().events.onSignal({ type: 'offer', sdp: `${sdp('0C')}m=video 9 a b\r\n` }),
      'failed',
    ],
    [
      'the operator’s certificate changes',
      toLive,
      () => lastRelay().events.onSignal({ type: 'answer', sdp: sdp('0D') }),
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
    expect(at.journey.end('customer')).toBe(true)
    expect(at.journey.end('timeout')).toBe(false)
    expect(at.journey.disconnect()).toEqual(late)
    at.loseIndicator()
    at.journey.linkClosed()
    lastRelay().events.onEnded('operator-gone')
    lastRelay().events.onSignal(answer)
    expect(at.receipts.map((one) => one.reason)).toEqual(['customer'])
    expect(lastRelay().said.filter((one) => one.startsWith('leave'))).toEqual(['leave customer'])
  })

  it('takes the picture first, and keeps the receipt after everything is closed', async () => {
    const at = await toLive()
    at.journey.disconnect()
    expect(at.log).toEqual(['gate shut', 'page closed', 'receipt kept'])
    expect(at.commands.at(-1)).toEqual({ do: 'send', text: say({ type: 'ended', reason: 'customer' }) })
  })

  it('leaves the indicator until the page has certainly stopped', async () => {
    const at = await toLive()
    at.journey.disconnect()
    expect(at.log).not.toContain('indicator hidden')
    at.pageStopped()
    expect(at.log.at(-1)).toBe('indicator hidden')
  })

  it('takes the indicator away with a page that is gone', async () => {
    const at = await toLive()
    at.journey.pageGone()
    expect(at.log).toEqual(['gate shut', 'page closed', 'receipt kept', 'page lost', 'indicator hidden'])
  })

  it('is nothing where nobody had joined', async () => {
    const at = await toCode()
    expect(at.journey.end('customer')).toBe(false)
    at.journey.breach(new Breach('message-malformed', 'view'))
    at.journey.linkClosed()
    expect([at.receipts, at.screen().name]).toEqual([[], 'code'])
  })

  it('comes where the indicator cannot be shown', async () => {
    const at = await toApproval()
    at.stream.start.mockRejectedValueOnce(new Error('no display'))
    at.journey.nameCaller('customer')
    at.journey.approve()
    await vi.waitFor(() => expect(at.screen()).toMatchObject({ name: 'ended', reason: 'failed' }))
  })

  it('lets the page’s own breach through to the table, which ends it', async () => {
    const at = await toLive()
    expect(() => at.journey.linkMessage('noise')).toThrow(Breach)
    expect(() => at.journey.linkSignal({ type: 'offer', sdp: sdp('0B') })).toThrow(Breach)
    at.journey.end('failed')
  })

  it('leads back to the check, with a new choice and the same consent', async () => {
    const at = await toLive()
    at.journey.disconnect()
    expect(at.journey.restart()).toEqual(done)
    await untilChecked(at)
    at.journey.confirmEnvironment()
    const screen = at.screen()
    if (screen.name !== 'inventory') throw new Error(screen.name)
    expect(screen.items.map((item) => item.state)).toEqual(itemIds.map(() => 'off'))
  })
})

describe('time', () => {
  it('ends what does not connect in half a minute', async () => {
    const at = await toCode()
    vi.useFakeTimers()
    await at.journey.enterCode('012345')
    await vi.advanceTimersByTimeAsync(29_999)
    expect(at.screen()).toMatchObject({ name: 'code', state: 'joining' })
    await vi.advanceTimersByTimeAsync(1)
    expect(at.screen()).toMatchObject({ name: 'ended', reason: 'timeout' })
  })

  /** The operator stays on the line. */
  async function alive(at: Stage, milliseconds: number) {
    for (let passed = 0; passed < milliseconds && at.screen().name !== 'ended'; passed += 2000) {
      await vi.advanceTimersByTimeAsync(2000)
      at.journey.linkMessage(say({ type: 'alive' }))
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
    live.journey.disconnect()
    expect(vi.getTimerCount()).toBe(0)
  })
})
