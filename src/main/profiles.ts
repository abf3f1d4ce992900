import { type DeskState, deskAt } from '../shared/hours'
import type { Profile } from '../shared/profile'
import { type ReadProfile, readProfileValue } from '../shared/profile-faults'
import { profileEnvelope } from '../shared/protocol'
import { z } from '../shared/zod'
import { log } from './log'
import type { RelayHttp } from './relay-http'
import type { Store } from './store'

/** The service that this agent works for: the one it was built with, the last good one kept, or the relay's. */
export type Profiles = {
  current(): Profile
  /** Milliseconds since 1970 by the relay's clock as soon as it answered, by the PC's until then. */
  now(): number
  /** Closed until the first `refresh`. */
  desk(): DeskState
  /** The last good one of the store, if it came from this relay under this name; else the one built in. */
  load(): Promise<void>
  /** Asks the relay, and keeps what is good. Only after the consent: before it nothing is asked and nothing written. */
  refresh(): Promise<void>
}

type Parts = {
  readonly bundled: Profile
  /** The name asked for; `default` = whatever the relay was set to. */
  readonly name: string
  readonly http: RelayHttp
  readonly store: Pick<Store, 'readText' | 'keepText'>
  readonly clock: () => number
}

/** A profile belongs to the relay and the name that it was asked of. */
const kept = z.strictObject({ v: z.literal(1), relay: z.string(), name: z.string(), profile: z.unknown() })

const FAULTS_LOGGED = 50

export function createProfiles({ bundled, name, http, store, clock }: Parts): Profiles {
  let profile = bundled
  /** How far the relay's clock is ahead of this PC's. */
  let ahead = 0
  let warned = false
  /** A century of holidays: the first screen does not wait for it. */
  let calendar: typeof import('./holidays') | null = null

  const take = (read: ReadProfile, from: string): boolean => {
    const faults = read.ok ? nameFaults(read.profile) : read.faults
    if (!read.ok || faults.length > 0) {
      for (const fault of faults.slice(0, FAULTS_LOGGED))
        log('profiles', `refused from the ${from}: ${fault}`)
      if (faults.length > FAULTS_LOGGED)
        log('profiles', `refused from the ${from}: ${faults.length - FAULTS_LOGGED} more faults`)
      return false
    }
    profile = read.profile
    return true
  }
  const nameFaults = ({ id }: Profile): string[] =>
    name === 'default' || id === name ? [] : [`id: must be "${name}", which was asked for`]

  const now = () => clock() + ahead

  return {
    current: () => profile,
    now,
    desk() {
      // Nobody is asked for a code before the service was asked for; until then nothing is promised.
      if (calendar === null) return { open: false, opensAt: null }
      if (!warned && new Date(now()).getUTCFullYear() > calendar.lastKnownYear) {
        warned = true
        log('profiles', 'the holidays of this year are not known: they count as working days')
      }
      return deskAt(profile.hours, now(), calendar.isHoliday)
    },

    async load() {
      profile = bundled
      const text = await store.readText('profile')
      if (text === null) return
      const cached = readKept(text)
      if (cached === null) return log('profiles', 'the kept profile cannot be read')
      if (cached.relay === http.url && cached.name === name) take(readProfileValue(cached.profile), 'store')
    },

    async refresh() {
      calendar ??= await import('./holidays')
      if (http.url === null) return
      const asked = clock()
      const reply = await http.get(`/api/profiles/${encodeURIComponent(name)}`, profileEnvelope)
      if (!reply.ok) return log('profiles', `the relay gave none: ${reply.error}`)
      // The relay looked at its clock somewhere on the way: half of it is the best guess.
      ahead = Date.parse(reply.now) - (asked + clock()) / 2
      if (!take(readProfileValue(reply.profile), 'relay')) return
      const text = JSON.stringify({ v: 1, relay: http.url, name, profile } satisfies z.input<typeof kept>)
      await store.keepText('profile', text).catch((error: unknown) => {
        log('profiles', 'the profile could not be kept', error)
      })
    },
  }
}

function readKept(text: string): z.infer<typeof kept> | null {
  try {
    return kept.safeParse(JSON.parse(text)).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
