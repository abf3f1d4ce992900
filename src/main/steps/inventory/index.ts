import type { Inventory, Item, ItemId } from '../../../shared/inventory'
import { itemIds } from '../../../shared/inventory'
import { log } from '../../log'
import { linux } from './linux'
import { macos } from './macos'
import { windows } from './windows'

/** Reads one item as the text that the customer sees and, if agreed, that is sent. */
export type Reader = () => Promise<string | null>
export type Readers = Readonly<Record<ItemId, Reader>>

export const readersFor = (platform: NodeJS.Platform): Readers =>
  platform === 'win32' ? windows : platform === 'darwin' ? macos : linux

/** No reader may hold the customer up. */
const READER_LIMIT_MS = 5000

type State =
  | { readonly state: 'off' }
  | { readonly state: 'reading' }
  | { readonly state: 'on'; readonly value: string | null }

export type InventoryStep = ReturnType<typeof createInventory>

/**
 * The customer's choice, item by item. A reader runs only after its switch was turned on: what was not agreed to is not
 * collected, not merely not sent. Turning a switch off forgets the value.
 */
export function createInventory(readers: Readers, changed: () => void) {
  const states = new Map<ItemId, State>(itemIds.map((id) => [id, { state: 'off' }]))

  return {
    shown: () =>
      itemIds.map((id) => {
        const now = states.get(id) ?? { state: 'off' }
        return { id, state: now.state, value: now.state === 'on' ? now.value : null }
      }),

    async switch(id: ItemId, on: boolean): Promise<void> {
      if (!on) {
        states.set(id, { state: 'off' })
        changed()
        return
      }
      if (states.get(id)?.state !== 'off') return
      const reading: State = { state: 'reading' }
      states.set(id, reading)
      changed()
      const value = await readInTime(readers[id], id)
      // Switched off meanwhile: the value is dropped unseen.
      if (states.get(id) !== reading) return
      states.set(id, { state: 'on', value })
      changed()
    },

    /** The evidence; null while an item is still being read, for its value has not been seen yet. */
    agree(): Inventory | null {
      const items: Item[] = []
      const refused: ItemId[] = []
      for (const id of itemIds) {
        const now = states.get(id)
        if (now?.state === 'reading') return null
        if (now?.state === 'on') items.push({ id, value: now.value })
        else refused.push(id)
      }
      return { items, refused }
    },
  }
}

async function readInTime(reader: Reader, id: ItemId): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), READER_LIMIT_MS)
  })
  try {
    return (await Promise.race([reader(), late]))?.slice(0, 400) ?? null
  } catch (error) {
    log('inventory', `${id} could not be read`, error)
    return null
  } finally {
    clearTimeout(timer)
  }
}
