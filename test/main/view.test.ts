import { describe, expect, it } from 'vitest'
import defaultProfile from '../../profiles/default.json'
import { createInventory } from '../../src/main/steps/inventory'
import { viewOf } from '../../src/main/view'
import { itemIds } from '../../src/shared/inventory'
import { view } from '../../src/shared/ipc'
import type { Phase } from '../../src/shared/journey'
import { profile } from '../../src/shared/profile'
import { joined, phases } from './evidence'

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

  it('says that the screen is shared from the first frame on', () => {
    expect(of(phases.live).screen).toMatchObject({ sharing: true })
    expect(of({ ...phases.live, sharedFrom: null }).screen).toMatchObject({ sharing: false })
  })
})
