import { relayKey } from '../shared/policy'
import { z } from '../shared/zod'
import type { Store } from './store'

/** The key that a relay showed first, by the relay's origin. */
export type RelayPins = {
  /** Null where this relay was never met. @throws where what is kept cannot be read: then nobody is known */
  of(relay: string): Promise<string | null>
  /** @throws where it cannot be written */
  keep(relay: string, key: string): Promise<void>
}

const pinned = z.record(z.string().max(200), relayKey)

/**
 * Kept beside the settings once the customer has agreed; deleted with everything and with nothing less, so that whoever
 * gives up the memory of a relay reads and accepts the documents again.
 */
export function createRelayPins(store: Pick<Store, 'relayKeys' | 'keepText'>): RelayPins {
  const read = async () => {
    const text = await store.relayKeys()
    return text === null ? {} : pinned.parse(JSON.parse(text))
  }
  return {
    of: async (relay) => (await read())[relay] ?? null,
    async keep(relay, key) {
      await store.keepText('relay-keys', JSON.stringify({ ...(await read()), [relay]: key }))
    },
  }
}
