import { catalogue } from '../../shared/catalogue'
import type { ErrorCode, Refusal } from '../../shared/errors'
import {
  type Inventory,
  type Item,
  type ItemId,
  type ReadItemId,
  ROUTER_MASK,
  type Router,
  routerFields,
} from '../../shared/inventory'

/** Where values come from; nothing is called before its switch was turned on. */
export type Sources = {
  /** Null where it could not be read. */
  readonly read: (id: ReadItemId) => Promise<string | null>
  /**
   * Makes the device certificate where there is none: turning this item on is how the customer accepts it. Nothing more
   * is asked for or kept once it is no longer wanted.
   */
  readonly certificate: (isWanted: () => boolean) => Promise<{ readonly id: string } | Refusal>
}

type Value = { readonly value: string | null; readonly error: ErrorCode | null }
type State = { readonly state: 'off' } | { readonly state: 'reading' } | ({ readonly state: 'on' } & Value)

export type InventoryStep = ReturnType<typeof createInventory>

const off: State = { state: 'off' }
const blank: Router = { model: '', account: '', password: '' }

/**
 * The customer's choice, item by item. A reader runs only after its switch was turned on: what was not agreed to is not
 * collected, not merely not sent. Turning a switch off forgets the value.
 *
 * @param offered the items this service asks for
 */
export function createInventory(offered: readonly ItemId[], sources: Sources, changed: () => void) {
  const items = catalogue.filter(({ id }) => offered.includes(id))
  const states = new Map<ItemId, State>()
  const stateOf = (id: ItemId): State => states.get(id) ?? off
  // Typed by the customer; in memory and nowhere else, and gone with this object.
  let router = blank
  const filled = () => routerFields.filter((field) => router[field] !== '')

  const readValue = async (item: (typeof items)[number], isWanted: () => boolean): Promise<Value> => {
    switch (item.source) {
      case 'read':
        return { value: await sources.read(item.id), error: null }
      case 'issued': {
        const issued = await sources.certificate(isWanted)
        return 'error' in issued ? { value: null, error: issued.error } : { value: issued.id, error: null }
      }
      case 'typed':
        return { value: ROUTER_MASK, error: null }
    }
  }

  return {
    shown: () =>
      items.map(({ id }) => {
        const now = stateOf(id)
        const { value, error } = now.state === 'on' ? now : { value: null, error: null }
        return { id, state: now.state, value, error }
      }),
    routerTyped: filled,

    async switch(id: ItemId, on: boolean): Promise<void> {
      const item = items.find((one) => one.id === id)
      if (item === undefined) return
      if (!on) {
        states.set(id, off)
        if (id === 'router') router = blank
        changed()
        return
      }
      if (stateOf(id).state !== 'off') return
      const reading: State = { state: 'reading' }
      states.set(id, reading)
      changed()
      const isWanted = () => states.get(id) === reading
      const value = await readValue(item, isWanted)
      // Switched off meanwhile: the value is dropped unseen.
      if (!isWanted()) return
      states.set(id, { state: 'on', ...value })
      changed()
    },

    /** @returns false while its switch is off */
    typeRouter(typed: Router): boolean {
      if (stateOf('router').state !== 'on') return false
      router = { ...typed }
      changed()
      return true
    },

    /** The evidence; null while an item is still being read, for its value has not been seen yet. */
    agree(): Inventory | null {
      const agreed: Item[] = []
      const refused: ItemId[] = []
      for (const { id } of items) {
        const now = stateOf(id)
        if (now.state === 'reading') return null
        // A router of which nothing was typed is as good as refused.
        if (now.state === 'on' && (id !== 'router' || filled().length > 0))
          agreed.push({ id, value: now.value })
        else refused.push(id)
      }
      return { items: agreed, refused }
    },

    /** What was typed of the router; null where its switch is off or nothing was. */
    router: (): Router | null =>
      stateOf('router').state === 'on' && filled().length > 0 ? { ...router } : null,

    /** Forgets everything, the router first. */
    clear(): void {
      router = blank
      states.clear()
    },
  }
}
