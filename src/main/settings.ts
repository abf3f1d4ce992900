import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Profile, profile as profileSchema } from '../shared/profile'
import { z } from '../shared/zod'

/**
 * Where the agent may connect, and for whom. Only a package under development listens to its environment: on
 * customers' systems a link, a file name or a variable can never change the relay.
 */
export type Settings = { readonly relay: string | null; readonly profile: Profile }

const profileName = z.string().regex(/^[a-z0-9-]{1,40}$/)

export function readSettings(development: boolean, assets: string): Settings {
  const environment = development ? process.env : {}
  const name = profileName.catch('default').parse(environment.SOBANI_PROFILE ?? 'default')
  return { relay: relayUrl(environment.SOBANI_RELAY), profile: readProfile(assets, name) }
}

/** Only https, or this very machine: anything else would let a listener on the way read the signalling. */
export function relayUrl(text: string | undefined): string | null {
  if (text === undefined || !URL.canParse(text)) return null
  const url = new URL(text)
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback) ? url.origin : null
}

function readProfile(assets: string, name: string): Profile {
  return profileSchema.parse(JSON.parse(readFileSync(join(assets, 'profiles', `${name}.json`), 'utf8')))
}

/** Linux packages are for development only; on Windows and macOS an installed agent never is. */
export const isDevelopment = (packaged: boolean, platform: NodeJS.Platform): boolean =>
  !packaged || platform === 'linux'
