import os from 'node:os'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createInventory, type Reader, type Readers, readersFor } from '../../../src/main/steps/inventory'
import { type ItemId, inventory, itemIds } from '../../../src/shared/inventory'
import { quietLog } from '../quiet'

/** Readers that count how often they are asked; `special` ones behave as told. */
function counted(special: Partial<Record<ItemId, Reader>> = {}) {
  const asked: ItemId[] = []
  const entries = itemIds.map((id): [ItemId, Reader] => [
    id,
    () => {
      asked.push(id)
      return special[id]?.() ?? Promise.resolve(`value of ${id}`)
    },
  ])
  return { asked, readers: Object.fromEntries(entries) as Readers }
}

const never = () => new Promise<string>(() => undefined)
const stateOf = (step: ReturnType<typeof createInventory>, id: ItemId) =>
  step.shown().find((one) => one.id === id)

describe('the inventory', () => {
  const logged = quietLog()
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('reads nothing by itself: every item is off', () => {
    const { asked, readers } = counted()
    const step = createInventory(readers, () => undefined)
    expect(step.shown()).toEqual(itemIds.map((id) => ({ id, state: 'off', value: null })))
    expect(step.agree()).toEqual({ items: [], refused: itemIds })
    expect(asked).toEqual([])
  })

  it('reads exactly what was switched on, and never asks the reader of a refused item', async () => {
    const { asked, readers } = counted()
    const step = createInventory(readers, () => undefined)
    await step.switch('cpu', true)
    await step.switch('os', true)
    expect(asked).toEqual(['cpu', 'os'])
    expect(inventory.parse(step.agree())).toEqual({
      items: [
        { id: 'os', value: 'value of os' },
        { id: 'cpu', value: 'value of cpu' },
      ],
      refused: ['machine-name', 'free-space', 'memory'],
    })
    expect(asked).toEqual(['cpu', 'os'])
  })

  it('forgets what is switched off, and reads it anew when it is switched on again', async () => {
    const { asked, readers } = counted()
    const step = createInventory(readers, () => undefined)
    await step.switch('os', true)
    await step.switch('os', false)
    expect(stateOf(step, 'os')).toEqual({ id: 'os', state: 'off', value: null })
    expect(step.agree()?.items).toEqual([])
    await step.switch('os', true)
    expect(asked).toEqual(['os', 'os'])
  })

  it('asks once, however often the switch is turned on', async () => {
    const { asked, readers } = counted()
    const step = createInventory(readers, () => undefined)
    await Promise.all([step.switch('os', true), step.switch('os', true)])
    await step.switch('os', true)
    expect(asked).toEqual(['os'])
  })

  it('gives no evidence while a value is on its way: nobody has seen it yet', async () => {
    const { readers } = counted({ cpu: never })
    const step = createInventory(readers, () => undefined)
    const reading = step.switch('cpu', true)
    expect(stateOf(step, 'cpu')).toEqual({ id: 'cpu', state: 'reading', value: null })
    expect(step.agree()).toBeNull()
    await vi.advanceTimersByTimeAsync(5000)
    await reading
    expect(step.agree()).not.toBeNull()
  })

  it('waits five seconds for a slow reader, and takes the value for unread', async () => {
    const { readers } = counted({ cpu: never })
    const step = createInventory(readers, () => undefined)
    void step.switch('cpu', true)
    await vi.advanceTimersByTimeAsync(4999)
    expect(stateOf(step, 'cpu')?.state).toBe('reading')
    await vi.advanceTimersByTimeAsync(1)
    expect(stateOf(step, 'cpu')).toEqual({ id: 'cpu', state: 'on', value: null })
  })

  it('takes the value of a reader that throws for unread, at once or later', async () => {
    const { readers } = counted({
      cpu: () => Promise.reject(new Error('no such file')),
      memory: () => {
        throw new Error('no such call')
      },
    })
    const step = createInventory(readers, () => undefined)
    await step.switch('cpu', true)
    await step.switch('memory', true)
    expect(stateOf(step, 'cpu')).toEqual({ id: 'cpu', state: 'on', value: null })
    expect(stateOf(step, 'memory')).toEqual({ id: 'memory', state: 'on', value: null })
    expect(logged.lines).toHaveLength(2)
  })

  it('leaves no timer behind', async () => {
    const step = createInventory(counted().readers, () => undefined)
    await step.switch('os', true)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('drops a value unseen that was switched off while it was read', async () => {
    let give: (value: string) => void = () => undefined
    const { readers } = counted({ cpu: () => new Promise((resolve) => (give = resolve)) })
    const step = createInventory(readers, () => undefined)
    const reading = step.switch('cpu', true)
    await step.switch('cpu', false)
    give('secret')
    await reading
    expect(stateOf(step, 'cpu')).toEqual({ id: 'cpu', state: 'off', value: null })
    expect(JSON.stringify(step.agree())).not.toContain('secret')
  })

  it('drops an early reading that comes after a later one', async () => {
    const give: ((value: string) => void)[] = []
    const { readers } = counted({ cpu: () => new Promise((resolve) => give.push(resolve)) })
    const step = createInventory(readers, () => undefined)
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
    const step = createInventory(counted().readers, () => changes.push(stateOf(step, 'os')?.state ?? ''))
    await step.switch('os', true)
    await step.switch('os', false)
    expect(changes).toEqual(['reading', 'on', 'off'])
  })

  it('cuts what is too long to be shown or sent', async () => {
    const { readers } = counted({ cpu: async () => 'a'.repeat(1000) })
    const step = createInventory(readers, () => undefined)
    await step.switch('cpu', true)
    expect(inventory.safeParse(step.agree()).success).toBe(true)
    expect(stateOf(step, 'cpu')?.value).toHaveLength(400)
  })
})

describe('the readers', () => {
  it('are chosen by the system, one for each item of the catalogue', () => {
    for (const platform of ['win32', 'darwin', 'linux', 'freebsd'] as const)
      expect(Object.keys(readersFor(platform)).sort()).toEqual([...itemIds].sort())
    expect(readersFor('win32')).not.toBe(readersFor('darwin'))
    expect(readersFor('darwin')).not.toBe(readersFor('linux'))
  })

  it('say of this machine what it says of itself', async () => {
    const readers = readersFor(process.platform)
    expect(await readers['machine-name']()).toBe(os.hostname())
    expect(await readers.memory()).toBe(`${(os.totalmem() / 2 ** 30).toFixed(1)} GB`)
    expect(await readers.cpu()).toMatch(new RegExp(`\\(${os.cpus().length}\\)$`))
    expect(await readers['free-space']()).toMatch(/: \d+\.\d GB \/ \d+\.\d GB$/)
    expect(await readers.os()).toContain(os.arch())
  })
})
