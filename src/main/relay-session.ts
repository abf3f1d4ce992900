import { type Session, session } from 'electron'
import { log } from './log'

/** Chromium's own words tell the system, its version and its language, which the customer may keep back. */
const NAME = 'Sobani'
const LANGUAGES = 'ja,en'

/**
 * Where requests to the relay are made: apart from the pages, whose session is closed to every address, and kept in
 * memory only.
 * @param purpose plain HTTP has a session of its own: an https answer may forbid it from then on (HSTS)
 */
export function relaySession(purpose: 'relay' | 'plain' = 'relay'): Session {
  const own = session.fromPartition(purpose === 'relay' ? 'relay' : 'relay-plain')
  own.setUserAgent(NAME, LANGUAGES)
  // A new session fetches dictionaries from Chromium's maker for the languages it is to spell.
  own.setSpellCheckerLanguages([])
  return own
}

/**
 * Chromium keeps its connections for later, and lets one that is just being made serve whoever asks next: after a
 * network went away all of them lead nowhere, and what is asked over them waits in vain.
 */
export function dropRelayConnections(): void {
  relaySession()
    .closeAllConnections()
    .catch((error: unknown) => log('relay', 'could not drop old connections', error))
}
