import type { EndReason } from '../../shared/protocol'
import { log } from '../log'

export type Closer = { readonly name: string; readonly close: (reason: EndReason) => void }

/**
 * Ends everything once, whoever asks first. The closers run in order, the picture before the courtesies; one that
 * throws does not keep the others from running.
 * @returns the way out; it answers false when it was taken before
 */
export function createDisconnect(closers: readonly Closer[]): (reason: EndReason) => boolean {
  let ended = false
  return (reason) => {
    if (ended) return false
    ended = true
    for (const { name, close } of closers) {
      try {
        close(reason)
      } catch (error) {
        log('disconnect', name, error)
      }
    }
    return true
  }
}
