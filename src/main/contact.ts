import type { EndReason, IceServer } from '../shared/protocol'

/** A link that does not come to stand in this time is made once more; after two tries the line may be a slow one. */
const TRY_MS = 4000
const SLOW_TRY_MS = 8000
const QUICK_TRIES = 2

export type ContactEvents = {
  /** Makes a link in place of the one before. */
  readonly open: (link: number, iceServers: readonly IceServer[]) => void
  readonly onLost: () => void
  /** An end that was lost stayed away for too long. */
  readonly onGivenUp: (reason: EndReason) => void
}

/**
 * Keeps the two ends in touch. Relay and link are two roads: while the link stands, the relay may be away for a while;
 * once the link is lost, a new one is made as soon as the relay can carry its signals to an end that is there.
 */
export function createContact(resumeSeconds: number, events: ContactEvents) {
  let link = 0
  let servers: readonly IceServer[] = []
  let state: 'opening' | 'standing' | 'lost' = 'opening'
  let relay = true
  let present = true
  let over = false
  let tries = 0
  /** The page's offer is on its way, and was not answered yet. */
  let agreeing = false
  let trying: NodeJS.Timeout | undefined
  let patience: NodeJS.Timeout | undefined

  const open = () => {
    link += 1
    agreeing = false
    events.open(link, servers)
    clearTimeout(trying)
    // The first link has the time limit of joining.
    if (state !== 'lost') return
    tries += 1
    trying = setTimeout(tryAgain, tries > QUICK_TRIES ? SLOW_TRY_MS : TRY_MS)
  }
  const tryAgain = () => {
    clearTimeout(trying)
    if (!over && state === 'lost' && relay && present) open()
  }
  /** One clock for whatever is missing: it starts with the first loss and stops when nothing is missing. */
  const keepPatience = () => {
    const missing = state === 'lost' || !relay
    if (!missing) {
      clearTimeout(patience)
      patience = undefined
    } else patience ??= setTimeout(giveUp, resumeSeconds * 1000)
  }
  const giveUp = () => {
    if (over) return
    over = true
    events.onGivenUp(reason())
  }
  const reason = (): EndReason => {
    if (!relay) return state === 'lost' ? 'network' : 'relay-lost'
    return present ? 'network' : 'operator-gone'
  }

  const lose = (): void => {
    state = 'lost'
    tries = 0
    events.onLost()
    keepPatience()
    tryAgain()
  }
  /** The road is whole again. What was said while it was not is lost, and nobody says it once more. */
  const whole = (): void => {
    tries = 0
    if (!over && state === 'standing' && agreeing && relay && present) lose()
    else tryAgain()
  }

  return {
    get link() {
      return link
    },
    begin(iceServers: readonly IceServer[]): void {
      servers = iceServers
      open()
    },
    /** @returns whether it was lost before */
    stands(): boolean {
      const wasLost = state === 'lost'
      state = 'standing'
      clearTimeout(trying)
      keepPatience()
      return wasLost
    },
    /** The link fell or is silent. The first one has no second try; a later one that falls again waits for its time. */
    lost(): void {
      if (over || state === 'lost') return
      if (state === 'opening') {
        events.onGivenUp('operator-gone')
        return
      }
      lose()
    },
    /** A description of the page went out; one of the other end came. */
    offered(): void {
      agreeing = true
    },
    answered(): void {
      agreeing = false
    },
    relayLost(): void {
      relay = false
      keepPatience()
    },
    relayBack(iceServers: readonly IceServer[], isPresent: boolean): void {
      relay = true
      servers = iceServers
      present = isPresent
      keepPatience()
      whole()
    },
    peer(isPresent: boolean): void {
      present = isPresent
      whole()
    },
    close(): void {
      over = true
      clearTimeout(trying)
      clearTimeout(patience)
    },
  }
}
