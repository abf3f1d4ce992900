import { networkInterfaces } from 'node:os'
import { powerMonitor } from 'electron'

/** No system tells a program of ours; looking costs some tenths of a millisecond. */
const LOOK_MS = 1000

/**
 * Tells when this PC has other addresses than before, or woke up: connections of the time before may be dead without
 * knowing it.
 * @returns the undo
 */
export function watchNetwork(onChange: () => void): () => void {
  let known = addresses()
  const timer = setInterval(() => {
    const now = addresses()
    if (now === known) return
    // With no address at all there is nothing to connect from.
    const usable = now !== ''
    known = now
    if (usable) onChange()
  }, LOOK_MS)
  powerMonitor.on('resume', onChange)
  return () => {
    clearInterval(timer)
    powerMonitor.off('resume', onChange)
  }
}

const addresses = (): string =>
  Object.values(networkInterfaces())
    .flatMap((of) => of ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .sort()
    .join(' ')
