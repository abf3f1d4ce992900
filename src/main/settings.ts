import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Channel } from '../shared/built-for'
import type { ErrorCode } from '../shared/errors'
import { type Policy, relayOrigin } from '../shared/policy'
import { type Profile, profile as profileSchema } from '../shared/profile'
import { z } from '../shared/zod'
import { log } from './log'
import type { Spoken } from './policy/built-in'
import type { PolicyFolder } from './policy/json-folder'
import { type Managed, readManaged } from './policy/managed'
import type { Installer } from './policy/reading'

/**
 * Where the agent may connect, for whom, and what was decided for this PC. It comes from the organisation's policy, the
 * installation and the package; only a package under development listens to its environment, and there below the
 * other two. A link, a file name or an argument can never change it: nothing here looks at one.
 */
export type Settings = {
  readonly relay: string | null
  /** What to say where there is none. */
  readonly relayRefusal: RelayRefusal
  /** Keys that the relay may sign an operator's name with; null = the first one met is remembered, none = no key is good. */
  readonly relayKeys: readonly string[] | null
  /** The service that the relay is asked for. */
  readonly service: string
  /** What came with the program: in force until the relay was reached once. */
  readonly bundled: Profile
  readonly channel: Channel
  /** What update feeds are signed with; null = this build looks for none. */
  readonly updateKey: string | null
  /** Whether new versions are looked for. */
  readonly autoUpdate: boolean
  /** Installed by administrators: then the program never replaces itself. */
  readonly installedBy: Installer | null
  readonly policy: Policy
  /** Length of a minute of the session's clock, in milliseconds: a developer need not wait for half an hour. */
  readonly minute: number
}

export type RelayRefusal = Extract<ErrorCode, 'relay-not-set' | 'relay-not-allowed' | 'policy-unreadable'>

export type SettingsParts = {
  readonly packaged: boolean
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** The application's folder. */
  readonly root: string
}

const FALLBACK = 'default'
const profileName = z.string().regex(/^[a-z0-9-]{1,40}$/)

export async function readSettings(parts: SettingsParts): Promise<Settings> {
  const environment = isDevelopment(parts.packaged, parts.platform) ? parts.env : {}
  return settingsOf(await readDecided(parts), environment.SOBANI_MINUTE_MS, parts.root)
}

/** What is decided for this PC, as the settings and `--print-policy` have it. */
export function readDecided({ packaged, platform, env, root }: SettingsParts): Promise<Managed> {
  const spoken = isDevelopment(packaged, platform) ? spokenBy(env) : {}
  return readManaged({ platform, env, root, spoken, folder: packaged ? null : developersFolder(env) })
}

/** @param minute in milliseconds */
export function settingsOf(
  { policy, builtFor, installedBy }: Managed,
  minute: string | undefined,
  root: string,
): Settings {
  const { entries } = policy
  const service = entries.Profile.value ?? FALLBACK
  return {
    ...relayOf(policy),
    relayKeys: entries.RelayKeys.value,
    service,
    bundled: readBundled(root, service),
    channel: builtFor.channel,
    updateKey: builtFor.updateKey,
    // Where nobody said so, administrators see to their own installations.
    autoUpdate: entries.AutoUpdate.value ?? installedBy === null,
    installedBy,
    policy,
    minute: minuteOf(minute),
  }
}

/** A relay that was named, is allowed, and is asked for a service that was named; else the reason why there is none. */
export function relayOf({ entries, faults }: Policy): Pick<Settings, 'relay' | 'relayRefusal'> {
  const { ServerUrl, AllowedRelays, Profile } = entries
  const unread = (name: string) => faults.some(({ setting }) => setting === null || setting === name)
  const refused = (relayRefusal: RelayRefusal) => ({ relay: null, relayRefusal })
  // Named by somebody, and not to be read: no weaker source speaks in their place.
  if ([ServerUrl, Profile].some(({ value, from }) => value === null && from.length > 0))
    return refused('policy-unreadable')
  if (ServerUrl.value === null) return refused('relay-not-set')
  if (AllowedRelays.value !== null && !AllowedRelays.value.includes(ServerUrl.value))
    return refused(unread('AllowedRelays') ? 'policy-unreadable' : 'relay-not-allowed')
  return { relay: ServerUrl.value, relayRefusal: 'relay-not-set' }
}

/** What cannot be used counts as not said. */
function spokenBy(env: SettingsParts['env']): Spoken {
  const relay = relayOrigin(env.SOBANI_RELAY ?? '')
  const service = profileName.safeParse(env.SOBANI_PROFILE).data
  return {
    ...(relay === null ? {} : { ServerUrl: relay }),
    ...(service === undefined ? {} : { Profile: service }),
  }
}

/**
 * Tests of the agent cannot write below /etc. Whoever runs the program from its sources could change them as well, so
 * this opens nothing; a package, under development or not, does not listen to it.
 */
function developersFolder(env: SettingsParts['env']): PolicyFolder | null {
  const path = env.SOBANI_POLICY_FOLDER
  return path === undefined ? null : { path, owner: process.getuid?.() ?? 0 }
}

const minuteOf = (text: string | undefined): number =>
  z.coerce
    .number()
    .int()
    .min(10)
    .max(60_000)
    .catch(60_000)
    .parse(text ?? 60_000)

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
