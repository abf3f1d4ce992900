import type { ConsoleReason } from '../shared/protocol'

/** How the two ends are in touch. Until the first words it is the joining's to judge (`opening`). */
export type Contact =
  | { readonly state: 'opening' | 'standing' }
  | {
      readonly state: 'lost'
      /** Whether the relay says that the agent is there; null while the relay itself is away. */
      readonly present: boolean | null
      /** When it is given up, in epoch milliseconds. */
      readonly until: number
    }

export type ContactEvents = {
  readonly onChange: (contact: Contact) => void
  /** Once. Something stayed away for too long. */
  readonly onGivenUp: (reason: ConsoleReason) => void
}

/**
 * Relay and link are two roads. While the link stands, a lost relay is borne for a while; once the link is lost, the
 * agent makes a new one. One clock for whatever is missing: it starts with the first loss and stops when nothing is.
 * @param state `lost` for a page that comes back to a session
 */
export function createContact(resumeSeconds: number, begin: 'opening' | 'lost', events: ContactEvents) {
  let state: Contact['state'] = begin
  let relay = true
  let present = true
  let patience: ReturnType<typeof setTimeout> | null = null
  let until = 0
  let told = ''

  const now = (): Contact =>
    state === 'lost' ? { state, present: relay ? present : null, until } : { state }
  const keep = () => {
    const missing = state === 'lost' || !relay
    if (!missing && patience !== null) {
      clearTimeout(patience)
      patience = null
    }
    if (missing && patience === null) {
      until = Date.now() + resumeSeconds * 1_000
      patience = setTimeout(() => events.onGivenUp(reason()), resumeSeconds * 1_000)
    }
    const contact = now()
    const said = JSON.stringify(contact)
    if (said !== told) events.onChange(contact)
    told = said
  }
  const reason = (): ConsoleReason => {
    if (!relay) return state === 'lost' ? 'network' : 'relay-lost'
    return present ? 'network' : 'agent-gone'
  }
  if (begin === 'lost') keep()
  else told = JSON.stringify(now())

  return {
    get state() {
      return state
    },
    /** The keys of the link are known: those of the words, or new words are made. */
    stands(): void {
      state = 'standing'
      keep()
    },
    /** The link fell, or is silent. */
    lost(): void {
      if (state === 'opening') return
      state = 'lost'
      keep()
    },
    relay(standing: boolean): void {
      relay = standing
      keep()
    },
    /** The relay's word about the agent. */
    peer(isPresent: boolean): void {
      present = isPresent
      keep()
    },
    /** Idempotent. */
    close(): void {
      if (patience !== null) clearTimeout(patience)
    },
  }
}
