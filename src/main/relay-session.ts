import { type Session, session } from 'electron'

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
 * Long polling takes the global fetch: from here on that is Chromium's, which knows the system's proxy, PAC file and
 * sign-in. Our relay sends nobody elsewhere, so whoever does is not our relay.
 */
export function pollThroughChromium(): void {
  const own = relaySession()
  globalThis.fetch = ((input: string, init?: RequestInit) =>
    own.fetch(input, { ...init, redirect: 'error' })) as typeof fetch
}
