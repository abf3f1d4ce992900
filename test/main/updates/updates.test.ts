import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Journey } from '../../../src/main/journey'
import type { Engine, Found } from '../../../src/main/updates/engine'
import { Updates, type UpdatesParts } from '../../../src/main/updates/updates'
import { consent, environment, joined } from '../evidence'
import { quietLog } from '../quiet'

vi.mock('electron', () => import('../electron'))

const logged = quietLog()
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const EVERY = 240 * 60_000
const found: Found = { version: '0.2.0', required: false }

/** Everything but electron-updater, which is played: what it was told is in `told`, in order. */
function stage(
  settings: Partial<UpdatesParts['settings']> = {},
  offered: Found | null | Error = found,
  before: string | null = null,
) {
  const told: string[] = []
  const journey = new Journey()
  let postponed = before
  let finish: (cause?: Error) => void = () => undefined
  const world = { offered, slow: false, broken: false, opened: 0, shown: 0 }
  const engine: Engine = {
    async check(must, stopped) {
      told.push(must ? 'check, must' : 'check')
      if (world.slow)
        await new Promise((_resolve, reject) => {
          stopped.addEventListener('abort', () => {
            told.push('look stopped')
            reject(new Error('cancelled'))
          })
        })
      if (world.offered instanceof Error) throw world.offered
      return world.offered === null ? null : { ...world.offered, required: world.offered.required || must }
    },
    download: (onPercent, stopped) => {
      told.push('download')
      onPercent(30)
      stopped.addEventListener('abort', () => {
        told.push('stopped')
        finish(new Error('cancelled'))
      })
      return new Promise((resolve, reject) => {
        finish = (cause) => (cause === undefined ? resolve() : reject(cause))
      })
    },
    install: () => void told.push('install'),
    installAtQuit: (yes) => {
      if (yes) told.push('install at quit')
    },
  }
  const updates = new Updates({
    journey,
    settings: {
      relay: 'https://support.example.jp',
      updateKey: 'key',
      autoUpdate: true,
      installedBy: null,
      minute: 60_000,
      ...settings,
    },
    memory: {
      meet: async () => ({ mayGoBack: false }),
      postponed: async () => postponed,
      postpone: async (version) => {
        postponed = version
      },
    },
    openEngine: async () => {
      world.opened += 1
      if (world.broken) throw new Error('no updater')
      return engine
    },
    show: () => {
      world.shown += 1
    },
    now: Date.now,
  })
  const settle = () => vi.advanceTimersByTimeAsync(0)
  return {
    told,
    world,
    journey,
    updates,
    settle,
    finish: async (cause?: Error) => {
      finish(cause)
      await settle()
    },
    kept: () => postponed,
    state: () => updates.view()?.state ?? null,
    async toEnvironment() {
      journey.move({ type: 'consented', consent })
      await settle()
      journey.move({ type: 'checked', environment })
      await settle()
    },
    toCode() {
      journey.move({ type: 'environment-confirmed' })
      journey.move({ type: 'inventory-agreed', inventory: { items: [], refused: [] } })
    },
  }
}

describe('a new version is looked for', () => {
  it('after the consent and the first screen, and not before', async () => {
    const on = stage()
    await vi.advanceTimersByTimeAsync(3 * EVERY)
    on.journey.move({ type: 'consented', consent })
    await on.settle()
    expect([on.world.opened, on.told]).toEqual([0, []])
    on.journey.move({ type: 'checked', environment })
    await on.settle()
    expect([on.world.opened, on.told, on.state()]).toEqual([1, ['check'], 'offered'])
  })

  it('every few hours, with one engine, however often the PC is checked meanwhile', async () => {
    const on = stage({}, null)
    await on.toEnvironment()
    for (let times = 0; times < 3; times++) {
      on.journey.move({ type: 'checking' })
      on.journey.move({ type: 'checked', environment })
    }
    await on.settle()
    expect(on.told).toEqual(['check'])
    await vi.advanceTimersByTimeAsync(2 * EVERY)
    expect([on.told, on.world.opened]).toEqual([['check', 'check', 'check'], 1])
  })

  it.each([
    ['without a relay', { relay: null }],
    ['without a key', { updateKey: null }],
    ['where the organisation wants none', { autoUpdate: false }],
  ])('never %s', async (_name, settings) => {
    const on = stage(settings)
    await on.toEnvironment()
    await vi.advanceTimersByTimeAsync(2 * EVERY)
    expect([on.world.opened, on.state()]).toEqual([0, null])
  })

  it('and where that fails nobody is troubled with it', async () => {
    const on = stage({}, new Error('replayed'))
    await on.toEnvironment()
    expect([on.state(), logged.lines.join()]).toEqual([null, expect.stringContaining('replayed')])
    on.world.offered = found
    await vi.advanceTimersByTimeAsync(EVERY)
    expect(on.state()).toBe('offered')
  })
})

describe('a look that is under way', () => {
  const slow = async () => {
    const on = stage()
    on.world.slow = true
    await on.toEnvironment()
    on.toCode()
    return on
  }

  it.each([
    ['the code was good', { type: 'joined', joined }, { type: 'ended', reason: 'customer', receipt: null }],
    ['the code was wrong', { type: 'code-refused', error: 'code-unknown' }, null],
  ] as const)('is stopped when a code is given, and made up for after: %s', async (_name, answer, end) => {
    const on = await slow()
    on.journey.move({ type: 'code-asked' })
    on.world.slow = false
    await on.settle()
    expect([on.told, on.state()]).toEqual([['check', 'look stopped'], null])
    on.journey.move(answer)
    if (end !== null) {
      await on.settle()
      expect(on.told).toHaveLength(2)
      on.journey.move(end)
    }
    await on.settle()
    expect([on.told, on.state()]).toEqual([['check', 'look stopped', 'check'], 'offered'])
    expect(logged.lines).toEqual([])
  })

  it('is begun again where the answer came before it had stopped', async () => {
    const on = await slow()
    on.journey.move({ type: 'code-asked' })
    on.world.slow = false
    on.journey.move({ type: 'code-refused', error: 'agent-too-old' })
    await on.settle()
    expect([on.told.at(-1), on.updates.hindrance]).toEqual(['check, must', 'agent-too-old'])
  })

  it('is stopped when everything is deleted, which waits for nothing else', async () => {
    const on = await slow()
    on.journey.move({ type: 'forgotten' })
    await on.updates.settled()
    await vi.advanceTimersByTimeAsync(3 * EVERY)
    expect([on.told, on.state()]).toEqual([['check', 'look stopped'], null])
  })
})

describe('an installation by administrators', () => {
  it('only tells of it', async () => {
    const on = stage({ installedBy: 'msi' })
    await on.toEnvironment()
    expect(on.state()).toBe('tell')
    expect([on.updates.now().ok, on.updates.later().ok]).toEqual([false, false])
    expect(on.told).toEqual(['check'])
  })
})

describe('a session', () => {
  it('stops what is fetched, shows and installs nothing, and lets it go on after', async () => {
    const on = stage()
    await on.toEnvironment()
    expect(on.updates.now()).toEqual({ ok: true })
    await on.settle()
    expect([on.state(), on.updates.view()?.percent]).toEqual(['downloading', 30])
    on.toCode()
    on.journey.move({ type: 'code-asked' })
    await on.settle()
    expect([on.told.at(-1), on.state()]).toEqual(['stopped', null])
    on.journey.move({ type: 'joined', joined })
    await vi.advanceTimersByTimeAsync(3 * EVERY)
    expect(on.updates.now()).toMatchObject({ ok: false, error: 'message-late' })
    expect(on.told).toEqual(['check', 'download', 'stopped'])
    on.journey.move({ type: 'ended', reason: 'customer', receipt: null })
    await on.settle()
    expect(on.told.slice(3)).toEqual(['download'])
    await on.finish()
    expect([on.state(), on.told.includes('install')]).toEqual(['ready', false])
    expect(on.updates.now()).toEqual({ ok: true })
    await vi.advanceTimersByTimeAsync(1)
    expect([on.state(), on.told.at(-1)]).toEqual(['installing', 'install'])
  })

  it('is what a version was published in: it is said after', async () => {
    const on = stage({}, null)
    await on.toEnvironment()
    on.toCode()
    on.journey.move({ type: 'code-asked' })
    on.journey.move({ type: 'joined', joined })
    on.world.offered = found
    await vi.advanceTimersByTimeAsync(3 * EVERY)
    expect(on.told).toEqual(['check'])
    on.journey.move({ type: 'ended', reason: 'customer', receipt: null })
    await on.settle()
    expect(on.state()).toBe('offered')
  })

  it('that was refused for the version makes the next one needed first', async () => {
    const on = stage()
    await on.toEnvironment()
    expect(on.updates.later()).toEqual({ ok: true })
    expect([on.state(), on.kept(), on.updates.hindrance]).toEqual([null, '0.2.0', null])
    on.toCode()
    on.journey.move({ type: 'code-asked' })
    on.journey.move({ type: 'code-refused', error: 'agent-too-old' })
    await on.settle()
    expect([on.told.at(-1), on.state(), on.updates.hindrance]).toEqual([
      'check, must',
      'offered',
      'agent-too-old',
    ])
    expect(on.updates.later().ok).toBe(false)
  })
})

describe('a version that was put off before', () => {
  it('is fetched behind and installed when the window was closed', async () => {
    const on = stage({}, found, '0.2.0')
    await on.toEnvironment()
    await on.settle()
    expect([on.state(), on.updates.view()?.mayPostpone]).toEqual(['offered', false])
    expect(on.told).toEqual(expect.arrayContaining(['download', 'install at quit']))
    await on.finish()
    expect([on.state(), on.told.includes('install')]).toEqual(['offered', false])
  })
})

describe('deleting everything', () => {
  it('stops what is fetched, and is waited for', async () => {
    const on = stage()
    await on.toEnvironment()
    on.updates.now()
    await on.settle()
    on.journey.move({ type: 'forgotten' })
    await on.updates.settled()
    expect([on.told.at(-1), on.state(), on.updates.hindrance]).toEqual(['stopped', null, null])
    await vi.advanceTimersByTimeAsync(3 * EVERY)
    expect(on.told.filter((word) => word === 'check')).toEqual(['check'])
  })
})

describe('what is being installed', () => {
  it('ends the program in a moment: no code is given', async () => {
    const on = stage()
    await on.toEnvironment()
    on.updates.now()
    await on.settle()
    expect(on.updates.hindrance).toBeNull()
    await on.finish()
    expect([on.state(), on.updates.hindrance]).toEqual(['installing', 'message-late'])
  })
})

describe('a failure', () => {
  it('to open the updater is met again at the next look, and is no fault of anything else', async () => {
    const on = stage()
    on.world.broken = true
    await on.toEnvironment()
    expect([on.state(), logged.lines.join()]).toEqual([null, expect.stringContaining('no updater')])
    on.world.broken = false
    await vi.advanceTimersByTimeAsync(EVERY)
    expect([on.world.opened, on.state()]).toEqual([2, 'offered'])
  })

  it('is said, and what is done about it is the customer’s to say', async () => {
    const on = stage()
    await on.toEnvironment()
    on.updates.now()
    await on.settle()
    await on.finish(new Error('sha512 checksum mismatch'))
    expect([on.state(), logged.lines.join()]).toEqual(['failed', expect.stringContaining('checksum')])
    expect(on.updates.later()).toEqual({ ok: true })
    // Passing over a failure is not putting it off.
    expect([on.state(), on.kept()]).toEqual([null, null])
  })
})
