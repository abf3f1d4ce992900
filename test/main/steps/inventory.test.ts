import { describe, expect, it } from 'vitest'
import { createInventory, type Sources } from '../../../src/main/steps/inventory'
import {
  type ItemId,
  inventory,
  itemIds,
  type ReadItemId,
  ROUTER_MASK,
  readItemIds,
} from '../../../src/shared/inventory'

type Read = Sources['read']
const id = '0a'.repeat(16)

/** Sources that count how often they are asked; `special` ones behave as told. */
function counted(
  special: Partial<Record<ReadItemId, Read>> = {},
  certificate: Sources['certificate'] = async () => ({ id }),
) {
  const asked: ItemId[] = []
  const sources: Sources = {
    read: (item) => {
      asked.push(item)
      return special[item]?.(item) ?? Promise.resolve(`value of ${item}`)
    },
    certificate: (isWanted) => {
      asked.push('certificate')
      return certificate(isWanted)
    },
  }
  return { asked, sources }
}
const opened = (sources: Sources, changed = () => undefined) => createInventory(itemIds, sources, changed)
const stateOf = (step: ReturnType<typeof createInventory>, item: ItemId) =>
  step.shown().find((one) => one.id === item)
const off = (item: ItemId) => ({ id: item, state: 'off', value: null, error: null })
const typed = { model: 'WX-1', account: 'user-7', password: 'himitsu' }

describe('the inventory', () => {
  it('reads nothing by itself: every item is off', () => {
    const { asked, sources } = counted()
    const step = opened(sources)
    expect(step.shown()).toEqual(itemIds.map(off))
    expect(step.agree()).toEqual({ items: [], refused: itemIds })
    expect(asked).toEqual([])
  })

  it('reads exactly what was switched on, and never asks the reader of a refused item', async () => {
    const { asked, sources } = counted()
    const step = opened(sources)
    await step.switch('cpu', true)
    await step.switch('os', true)
    expect(asked).toEqual(['cpu', 'os'])
    expect(inventory.parse(step.agree())).toEqual({
      items: [
        { id: 'os', value: 'value of os' },
        { id: 'cpu', value: 'value of cpu' },
      ],
      refused: itemIds.filter((item) => item !== 'os' && item !== 'cpu'),
    })
    expect(asked).toEqual(['cpu', 'os'])
  })

  it('offers only what the service asks for, in the catalogue’s order', async () => {
    const { asked, sources } = counted()
    const step = createInventory(['cpu', 'os'], sources, () => undefined)
    expect(step.shown().map((one) => one.id)).toEqual(['os', 'cpu'])
    await step.switch('machine-name', true)
    expect(asked).toEqual([])
    expect(step.agree()).toEqual({ items: [], refused: ['os', 'cpu'] })
  })

  it.each(readItemIds)('asks for %s by its own name', async (item) => {
    const { asked, sources } = counted()
    const step = opened(sources)
    await step.switch(item, true)
    expect(asked).toEqual([item])
  })

  it('forgets what is switched off, and reads it anew when it is switched on again', async () => {
    const { asked, sources } = counted()
    const step = opened(sources)
    await step.switch('os', true)
    await step.switch('os', false)
    expect(stateOf(step, 'os')).toEqual(off('os'))
    expect(step.agree()?.items).toEqual([])
    await step.switch('os', true)
    expect(asked).toEqual(['os', 'os'])
  })

  it('asks once, however often the switch is turned on', async () => {
    const { asked, sources } = counted()
    const step = opened(sources)
    await Promise.all([step.switch('os', true), step.switch('os', true)])
    await step.switch('os', true)
    expect(asked).toEqual(['os'])
  })

  it('gives no evidence while a value is on its way: nobody has seen it yet', async () => {
    let give: (value: string | null) => void = () => undefined
    const { sources } = counted({ cpu: () => new Promise((resolve) => (give = resolve)) })
    const step = opened(sources)
    const reading = step.switch('cpu', true)
    expect(stateOf(step, 'cpu')).toEqual({ id: 'cpu', state: 'reading', value: null, error: null })
    expect(step.agree()).toBeNull()
    give(null)
    await reading
    expect(step.agree()?.items).toEqual([{ id: 'cpu', value: null }])
  })

  it('drops a value unseen that was switched off while it was read', async () => {
    let give: (value: string) => void = () => undefined
    const { sources } = counted({ cpu: () => new Promise((resolve) => (give = resolve)) })
    const step = opened(sources)
    const reading = step.switch('cpu', true)
    await step.switch('cpu', false)
    give('secret')
    await reading
    expect(stateOf(step, 'cpu')).toEqual(off('cpu'))
    expect(JSON.stringify(step.agree())).not.toContain('secret')
  })

  it('tells whoever makes the certificate when it is no longer wanted', async () => {
    let wanted: () => boolean = () => false
    const { sources } = counted({}, (isWanted) => {
      wanted = isWanted
      return Promise.resolve({ id })
    })
    const step = opened(sources)
    const making = step.switch('certificate', true)
    expect(wanted()).toBe(true)
    step.clear()
    expect(wanted()).toBe(false)
    await making
    expect(stateOf(step, 'certificate')).toEqual(off('certificate'))
  })

  it('drops an early reading that comes after a later one', async () => {
    const give: ((value: string) => void)[] = []
    const { sources } = counted({ cpu: () => new Promise((resolve) => give.push(resolve)) })
    const step = opened(sources)
    const first = step.switch('cpu', true)
    await step.switch('cpu', false)
    const second = step.switch('cpu', true)
    give[0]?.('early')
    await first
    expect(stateOf(step, 'cpu')?.state).toBe('reading')
    give[1]?.('late')
    await second
    expect(stateOf(step, 'cpu')?.value).toBe('late')
  })

  it('says of each change that something changed', async () => {
    const changes: string[] = []
    const step: ReturnType<typeof createInventory> = createInventory(itemIds, counted().sources, () =>
      changes.push(stateOf(step, 'os')?.state ?? ''),
    )
    await step.switch('os', true)
    await step.switch('os', false)
    expect(changes).toEqual(['reading', 'on', 'off'])
  })
})

describe('the certificate', () => {
  it('is made only when its switch is turned on', async () => {
    const { asked, sources } = counted()
    const step = opened(sources)
    for (const item of itemIds) if (item !== 'certificate') await step.switch(item, true)
    expect(asked).not.toContain('certificate')
    await step.switch('certificate', true)
    expect(stateOf(step, 'certificate')).toMatchObject({ state: 'on', value: id })
  })

  it('that could not be had says why', async () => {
    const refused = counted({}, async () => ({ ok: false, error: 'key-store-missing' }))
    const step = opened(refused.sources)
    await step.switch('certificate', true)
    expect(stateOf(step, 'certificate')).toMatchObject({ value: null, error: 'key-store-missing' })
    expect(step.agree()?.items).toEqual([{ id: 'certificate', value: null }])
  })
})

describe('the router', () => {
  it('is read by nobody: the customer types it, and it is masked', async () => {
    const { asked, sources } = counted()
    const step = opened(sources)
    expect(step.typeRouter(typed)).toBe(false)
    await step.switch('router', true)
    expect(step.typeRouter(typed)).toBe(true)
    expect(asked).toEqual([])
    expect(step.routerTyped()).toEqual(['model', 'account', 'password'])
    expect(step.agree()?.items).toEqual([{ id: 'router', value: ROUTER_MASK }])
    expect(JSON.stringify([step.shown(), step.agree()])).not.toContain('himitsu')
    expect(step.router()).toEqual(typed)
  })

  it('of which nothing was typed is as good as refused', async () => {
    const step = opened(counted().sources)
    await step.switch('router', true)
    expect(step.agree()).toMatchObject({ items: [], refused: expect.arrayContaining(['router']) })
    expect(step.router()).toBeNull()
  })

  it('is forgotten when its switch is turned off, and with everything else', async () => {
    const step = opened(counted().sources)
    await step.switch('router', true)
    step.typeRouter(typed)
    await step.switch('router', false)
    await step.switch('router', true)
    expect([step.router(), step.routerTyped()]).toEqual([null, []])
    step.typeRouter(typed)
    step.clear()
    expect([step.router(), step.shown()]).toEqual([null, itemIds.map(off)])
  })
})
