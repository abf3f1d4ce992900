import type { ServerResponse } from 'node:http'
import { minute, second } from '../clock'
import { createHeld } from '../held'

/** How many downloads run at once and how slow one may be. Times in milliseconds, rate in bytes a second. */
export type Patience = {
  readonly perAddress: number
  readonly inAll: number
  /** Without one byte going out. */
  readonly idle: number
  /** A download may take this long, and as much more as its bytes take at the slowest rate. */
  readonly grace: number
  readonly slowest: number
}

/**
 * A line that was slowed down to 128 kbit/s (16 kB a second) after its month's allowance still gets all of it. Whoever
 * is cut off goes on where it stopped. An office behind one address has room for many.
 */
export const usualPatience: Patience = {
  perAddress: 64,
  inAll: 512,
  idle: 2 * minute,
  grace: 15 * minute,
  slowest: 4000,
}

/** Longer than this a timer would ring at once. */
const MOST_MS = 2 ** 31 - 1

export type Places = {
  /** Takes a place until the answer is over, or returns false where none is free. @param bytes of this answer */
  take(address: string, response: ServerResponse, bytes: number): boolean
}

/** Who reads slowly, or not at all, holds a file and a socket: not for ever, and not all there are. */
export function createPlaces(patience: Patience): Places {
  const held = createHeld()
  let inAll = 0
  return {
    take(address, response, bytes) {
      if (held.of(address) >= patience.perAddress || inAll >= patience.inAll) return false
      held.take(address)
      inAll += 1
      const cut = () => void response.destroy()
      const longest = setTimeout(cut, Math.min(MOST_MS, patience.grace + (bytes / patience.slowest) * second))
      longest.unref()
      response.setTimeout(patience.idle, cut)
      response.once('close', () => {
        clearTimeout(longest)
        held.free(address)
        inAll -= 1
      })
      return true
    },
  }
}
