import { type PolicyFault, type PolicyLayer, settingNames } from '../../shared/policy'
import { readDecided, type Settings, type SettingsParts, settingsOf } from '../settings'
import type { Managed } from './managed'
import type { Wish } from './wish'

const FAULTY = 3

/**
 * For administrators: prints what is in force on this PC and why. It opens no window, asks nobody on the network and
 * writes nothing, so it needs no consent; on Linux it waits for nothing either, and so runs without a display.
 * @returns the status to end with: 0, or 3 where something could not be read
 */
export async function printPolicy(wish: Wish, version: string, parts: SettingsParts): Promise<number> {
  const decided = await readDecided(parts)
  const printed = printable(version, decided, settingsOf(decided, undefined, parts.root))
  const text = wish === 'json' ? JSON.stringify(printed, null, 2) : linesOf(printed).join('\n')
  await new Promise<void>((resolve) => {
    process.stdout.write(`${text}\n`, () => resolve())
  })
  return printed.faults.length === 0 ? 0 : FAULTY
}

type Origin = PolicyLayer | 'environment'

type Printable = {
  readonly version: string
  readonly channel: string
  readonly installedBy: string | null
  readonly relay: string | null
  /** Why there is no relay. */
  readonly relayRefusal: string | null
  readonly relayKeys: 'first-met' | readonly string[]
  readonly service: string
  readonly autoUpdate: boolean
  readonly settings: Readonly<Record<string, { readonly value: unknown; readonly from: readonly Origin[] }>>
  readonly faults: readonly PolicyFault[]
}

export function printable(version: string, { policy, spoken }: Managed, settings: Settings): Printable {
  const { relay, relayRefusal, relayKeys, service, channel, installedBy, autoUpdate } = settings
  const originOf = (name: string, layer: PolicyLayer): Origin =>
    layer === 'built-in' && Object.hasOwn(spoken, name) ? 'environment' : layer
  const entries = settingNames.map((name) => {
    const { value, from } = policy.entries[name]
    return [name, { value, from: from.map((layer) => originOf(name, layer)) }] as const
  })
  return {
    version,
    channel,
    installedBy,
    relay,
    relayRefusal: relay === null ? relayRefusal : null,
    relayKeys: relayKeys ?? 'first-met',
    service,
    autoUpdate,
    settings: Object.fromEntries(entries),
    faults: policy.faults,
  }
}

const reasons: Readonly<Record<PolicyFault['why'], string>> = {
  unreadable: 'cannot be read',
  unknown: 'is unknown to this version',
  malformed: 'has a value that cannot be understood',
  'not-trusted': 'can be changed by others than the administrator',
}

/** English and ASCII alone: it goes to consoles and logs of any system. */
export function linesOf(printed: Printable): string[] {
  const { version, channel, installedBy, relay, relayRefusal, relayKeys, service, autoUpdate } = printed
  const keys = relayKeys === 'first-met' ? 'the first one met is remembered' : relayKeys.join(', ')
  const rows = Object.entries(printed.settings).map(([name, { value, from }]) => [
    name,
    value === null ? (from.length === 0 ? '(not set)' : '(none)') : JSON.stringify(value),
    from.join(', '),
  ])
  const widths = [0, 1].map((place) => Math.min(60, Math.max(...rows.map((row) => row[place]?.length ?? 0))))
  return [
    `Sobani ${version}, channel ${channel}, installed by ${installedBy ?? 'the user'}`,
    `relay: ${relay ?? `none (${relayRefusal})`}`,
    `relay keys: ${keys === '' ? 'none is accepted' : keys}`,
    `service: ${service}`,
    `looks for updates: ${autoUpdate ? 'yes' : 'no'}`,
    '',
    ...rows.map((row) =>
      row
        .map((cell, place) => cell.padEnd(widths[place] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
    '',
    printed.faults.length === 0 ? 'no faults' : 'FAULTS (the strictest rule is in force in their place):',
    ...printed.faults.map(({ layer, setting, why }) =>
      setting === null ? `- ${layer}: ${reasons[why]}` : `- ${layer}: ${ascii(setting)} ${reasons[why]}`,
    ),
  ]
}

/** A name that nobody knows may be anything, also something that a terminal obeys. */
const ascii = (text: string): string => JSON.stringify(text).replace(/[^\x20-\x7e]/g, '?')
