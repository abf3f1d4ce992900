import { whyNoNetwork } from '../../scripts/network/ground'

/** Why the tests of networks are skipped here, said aloud once a file; null where they run. */
export function reasonToSkip(): string | null {
  const reason = whyNoNetwork()
  if (reason !== null) process.stderr.write(`The tests that lay a network are skipped: ${reason}.\n`)
  return reason
}
