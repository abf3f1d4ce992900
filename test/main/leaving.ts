import type { Leaving } from '../../src/main/relay-link'

/** A last word that the relay has heard, or has not. */
export const heard = (was: boolean): Leaving => ({
  soon: Promise.resolve(was),
  heard: Promise.resolve(was),
})
