import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Profile, profile as profileSchema } from '../shared/profile'
import { z } from '../shared/zod'
import { log } from './log'

/**
 * Where the agent may connect, and for whom. Only a package under development listens to its environment: on
 * customers' systems a link, a file name or a variable can never change the relay.
 */
export type Settings = {
  readonly relay: string | null
  /** The service that the relay is asked for. */
  readonly service: string
  /** What came with the program: in force until the relay was reached once. */
  readonly bundled: Profile
  /** Length of a minute of the session's clock, in milliseconds: a developer need not wait for half an hour. */
  readonly minute: number
}

const FALLBACK = 'default'
const profileName = z.string().regex(/^[a-z0-9-]{1,40}$/)

export function readSettings(development: boolean, assets: string): Settings {
  const environment = development ? process.env : {}
  const service = profileName.catch(FALLBACK).parse(environment.SOBANI_PROFILE ?? FALLBACK)
  return {
    relay: relayUrl(environment.SOBANI_RELAY),
    service,
    bundled: readBundled(assets, service),
    minute: minuteOf(environment.SOBANI_MINUTE_MS),
  }
}

const minuteOf = (text: string | undefined): number =>
  z.coerce
    .number()
    .int()
    .min(10)
    .max(60_000)
    .catch(60_000)
    .parse(text ?? 60_000)

/** Only https, or this very machine: anything else would let a listener on the way read the signalling. */
export function relayUrl(text: string | undefined): string | null {
  if (text === undefined || !URL.canParse(text)) return null
  const url = new URL(text)
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback) ? url.origin : null
}

/** A service that did not come with the program starts from the general one. */
function readBundled(assets: string, name: string): Profile {
  try {
    return profileSchema.parse(JSON.parse(readFileSync(join(assets, 'profiles', `${name}.json`), 'utf8')))
  } catch (error) {
    if (name === FALLBACK) throw error
    log('settings', `the profile ${name} did not come with the program`, error)
    return readBundled(assets, FALLBACK)
  }
}

/** Linux packages are for development only; on Windows and macOS an installed agent never is. */
export const isDevelopment = (packaged: boolean, platform: NodeJS.Platform): boolean =>
  !packaged || platform === 'linux'
