import { Breach } from './errors'
import { fingerprintOf } from './words'

/**
 * The two certificates of one connection, read from the descriptions as they pass. Every later description must carry
 * the same ones: a changed key would leave the words that were compared aloud without meaning.
 */
export class Fingerprints {
  #local: string | null = null
  #remote: string | null = null

  /** @throws Breach when a description carries another certificate than the first one did */
  note(end: 'local' | 'remote', sdp: string): void {
    const found = fingerprintOf(sdp)
    const known = end === 'local' ? this.#local : this.#remote
    if (known !== null && known !== found) throw new Breach('message-malformed', `${end} certificate changed`)
    if (end === 'local') this.#local = found
    else this.#remote = found
  }

  /** Both, once both are known. */
  get pair(): { readonly local: string; readonly remote: string } | null {
    return this.#local === null || this.#remote === null ? null : { local: this.#local, remote: this.#remote }
  }
}
