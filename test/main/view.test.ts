import { describe, expect, it } from 'vitest'
import defaultProfile from '../../profiles/default.json'
import { displayList } from '../../src/main/displays'
import { createInventory } from '../../src/main/steps/inventory'
import { barOf, viewOf } from '../../src/main/view'
import { itemIds } from '../../src/shared/inventory'
import { view } from '../../src/shared/ipc'
import type { Phase } from '../../src/shared/journey'
import { profile } from '../../src/shared/profile'
import { verificationWords } from '../../src/shared/words'
import { endedAt, joined, phases, sharedFrom } from './evidence'

const display = { label: 'A', size: { width: 1920, height: 1080 }, scaleFactor: 1, rotation: 0 } as const
const rules = profile.parse(defaultProfile)
const shown = {
  language: 'ja',
  textSize: 100,
  profile: rules,
  desk: { open: true },
  consent: {
    prepare: async () => undefined,
    shown: () => [],
    markRead: () => undefined,
    accept: () => [],
    stillStands: () => false,
    text: () => {
      throw new Error('nobody prints here')
    },
  },
  autoPause: null,
  managed: { settings: [] as never[], faulty: false, languageFixed: false },
  update: null,
  inventory: createInventory(
    rules.inventory,
    { read: async () => null, certificate: async () => ({ id: '0a'.repeat(16) }) },
    () => undefined,
  ),
} as const
const of = (phase: Phase, language: 'ja' | 'en' = 'ja') => view.parse(viewOf(phase, { ...shown, language }))

describe('the view', () => {
  it.each(Object.values(phases).map((phase) => [phase.name, phase] as const))(
    'of %s fits the table',
    (name, phase) => {
      const { screen, ...rest } = of(phase)
      expect(rest).toEqual({
        language: 'ja',
        textSize: 100,
        company: rules.company,
        phone: rules.phone,
        hours: { ja: 'ご契約書類をご覧ください', en: 'See your contract' },
        managed: shown.managed,
        update: null,
      })
      expect(screen.name).toBe(name === 'joining' ? 'code' : name)
    },
  )

  it('names the operator by the relay’s record, from the code on', () => {
    expect(of(phases.code).screen).toMatchObject({ state: 'ready', operator: null })
    expect(of({ ...phases.code, asking: true }).screen).toMatchObject({ state: 'asking' })
    for (const phase of [phases.joining, phases.approval, phases.live])
      expect(of(phase).screen).toMatchObject({ operator: joined.operator })
  })

  it('has the words in the customer’s language', () => {
    for (const phase of [phases.approval, phases.live]) {
      expect(of(phase).screen).toMatchObject({ words: ['ピラミッド', 'パラソル', 'つくえ'] })
      expect(of(phase, 'en').screen).toMatchObject({ words: ['pyramid', 'parasol', 'desk'] })
    }
  })

  it('lists the whole catalogue, in its order', () => {
    const { screen } = of(phases.inventory)
    if (screen.name !== 'inventory') throw new Error(screen.name)
    expect(screen.items.map((item) => item.id)).toEqual(itemIds)
  })

  it('says that a closed desk takes no code, and keeps whoever was let in before', () => {
    const closed = { ...shown, desk: { open: false, opensAt: '2026-11-24T00:00:00.000Z' } } as const
    expect(view.parse(viewOf(phases.code, closed)).screen).toMatchObject({ desk: closed.desk })
    expect(view.parse(viewOf(phases.joining, closed)).screen).toMatchObject({ desk: { open: true } })
  })

  it('says what becomes of the picture', () => {
    expect(of(phases.live).screen).toMatchObject({ picture: 'running' })
    expect(of({ ...phases.live, picture: 'paused' }).screen).toMatchObject({ picture: 'paused' })
  })

  it('says since when the other end is lost, and how long it is waited for', () => {
    const contact = { state: 'lost', since: sharedFrom, unconfirmed: null } as const
    expect(of({ ...phases.live, contact }).screen).toMatchObject({
      contact: 'lost',
      lostAt: sharedFrom,
      resumeSeconds: rules.session.resumeSeconds,
    })
    expect(of(phases.live).screen).toMatchObject({ contact: 'standing', lostAt: null })
    expect(of({ ...phases.approval, contact: 'lost' }).screen).toMatchObject({ contact: 'lost' })
  })

  it('has the new words of an end with a new key, and the old ones nowhere', () => {
    const contact = { state: 'words', places: [0, 1, 2] } as const
    const { screen } = of({ ...phases.live, contact }, 'en')
    expect(screen).toMatchObject({ contact: 'words', words: verificationWords([0, 1, 2], 'en') })
    expect(JSON.stringify(screen)).not.toContain('pyramid')
  })

  it('names the display only where there are several to speak of', () => {
    const one = displayList([{ ...display, id: 7 }], 7)
    const two = displayList(
      [
        { ...display, id: 7 },
        { ...display, id: 8 },
      ],
      7,
    )
    const shows = (list: typeof one, shown: string | null) =>
      of({ ...phases.live, displays: { list, shown } }).screen
    expect(shows(one, '7')).toMatchObject({ display: null })
    expect(shows(two, '8')).toMatchObject({ display: two[1] })
    expect(shows(two, '9')).toMatchObject({ display: null })
  })
})

describe('the bar', () => {
  it('is only in a session that was approved', () => {
    for (const phase of Object.values(phases))
      expect([phase.name, barOf(phase) !== null]).toEqual([phase.name, phase.name === 'live'])
  })

  it('says that the window asks something, whatever it is, until it is answered', () => {
    const { live } = phases
    const asks = (changed: Partial<typeof live> | object) => barOf({ ...live, ...changed } as Phase)?.question
    const still = (answer: 'granted' | null) => ({ stills: [{ askedAt: sharedFrom, answer }] })
    const check = (answer: 'granted' | null) => ({
      pcChecks: [{ askedAt: sharedFrom, answer, result: null }],
    })
    const others = (answer: string) => ({ others: { answer, askedAt: sharedFrom, shownAt: [] } })
    for (const asked of [
      still(null),
      check(null),
      others('asked'),
      { goOn: { until: endedAt } },
      { contact: { state: 'words', places: [0, 1, 2] } },
    ])
      expect([asked, asks(asked)]).toEqual([asked, true])
    for (const answered of [{}, still('granted'), check('granted'), others('granted'), others('unasked')])
      expect([answered, asks(answered)]).toEqual([answered, false])
  })
})
