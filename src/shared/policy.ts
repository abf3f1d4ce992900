import { catalogue } from './catalogue'
import { languages } from './languages'
import { z } from './zod'

/**
 * What an organisation may decide for its PCs. This table is the one source: the agent reads by it, and the templates for
 * Windows (ADMX), macOS (.mobileconfig) and Linux (JSON) and docs/policy.md are generated from it.
 *
 * Sources, the first that says something wins: enforced policy, installation (MSI or PKG), user, what the program was
 * built with. A `lock` is different: each source may close it further, and none can open what another closed.
 */

/** Only https, or this very machine: anything else would let a listener on the way read the signalling. No path. */
export const relayAddress = z
  .string()
  .max(200)
  .refine((text) => relayOrigin(text) !== null, 'must be an address such as "https://support.example.jp"')
  .transform((text) => relayOrigin(text) ?? '')

/** SHA-256 of a relay's public key in 64 small hex digits, as `npm run relay -- identity` prints it. */
export const relayKey = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')

const itemIds = catalogue.map(({ id }) => id)
const yesNo = z.boolean()

export type SettingKind = 'yes-no' | 'text' | 'choice' | 'list'

type SettingRow = {
  readonly kind: SettingKind
  readonly schema: z.ZodType
  /** What is in force where the setting's value, or all of its source, cannot be read. */
  readonly strictest: unknown
  /** Closed further by each source, opened by none. */
  readonly lock: boolean
  /** The property of the MSI that sets it for an installation; null where only a policy can. */
  readonly property: string | null
  /** What a `choice` chooses from, and what a `list` may hold; null = free text in the shape of the schema. */
  readonly choices: readonly string[] | null
}

/** Named as they stand in the registry, in a plist and in JSON. */
export const settings = {
  /** The relay that this agent asks. */
  ServerUrl: {
    kind: 'text',
    schema: relayAddress,
    strictest: null,
    lock: false,
    property: 'SERVER_URL',
    choices: null,
  },
  /** Only these relays: whatever else names a relay, one that is not in the list is not talked to. */
  AllowedRelays: {
    kind: 'list',
    schema: z.array(relayAddress).min(1).max(20),
    strictest: [],
    lock: true,
    property: null,
    choices: null,
  },
  /** Keys that a relay may sign an operator's name with. Not set: the key of the first session is remembered. */
  RelayKeys: {
    kind: 'list',
    schema: z.array(relayKey).min(1).max(8),
    strictest: [],
    lock: false,
    property: null,
    choices: null,
  },
  /** The service profile that the relay is asked for. */
  Profile: {
    kind: 'text',
    schema: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 small letters, digits and hyphens'),
    strictest: null,
    lock: false,
    property: 'PROFILE',
    choices: null,
  },
  Language: {
    kind: 'choice',
    schema: z.enum(languages),
    strictest: null,
    lock: false,
    property: 'LANGUAGE',
    choices: languages,
  },
  /** The organisation accepts the licence for its staff. The notices, and every session, stay the user's own. */
  AcceptLicense: {
    kind: 'yes-no',
    schema: yesNo,
    strictest: false,
    lock: false,
    property: 'ACCEPT_LICENSE',
    choices: null,
  },
  /** Looking for new versions: not set, by who installed it. Installed by MSI or PKG the agent only says that there is one. */
  AutoUpdate: {
    kind: 'yes-no',
    schema: yesNo,
    strictest: false,
    lock: false,
    property: 'AUTO_UPDATE',
    choices: null,
  },
  /** The operator looks and never operates. This version can do nothing else; the lock holds for later ones too. */
  ViewOnly: {
    kind: 'yes-no',
    schema: yesNo,
    strictest: true,
    lock: true,
    property: null,
    choices: null,
  },
  /** Items of the inventory that are not even offered, whatever the service asks for. */
  NeverCollect: {
    kind: 'list',
    schema: z.array(z.enum(itemIds)).max(itemIds.length),
    strictest: itemIds,
    lock: true,
    property: null,
    choices: itemIds,
  },
  /** Nothing is handed over as a file: today that is the still that an operator may ask to keep. */
  NoFileTransfer: {
    kind: 'yes-no',
    schema: yesNo,
    strictest: true,
    lock: true,
    property: null,
    choices: null,
  },
} as const satisfies Record<string, SettingRow>

export type SettingName = keyof typeof settings
export type SettingValue<N extends SettingName> = z.output<(typeof settings)[N]['schema']>
export const settingNames = Object.keys(settings) as SettingName[]

/** What one source sets, already in the shapes of the table. */
export type PolicyValues = { readonly [N in SettingName]?: SettingValue<N> }

/** Where a value comes from, the strongest first. */
export const policyLayers = ['policy', 'installation', 'user', 'built-in'] as const
export const policyLayer = z.enum(policyLayers)
export type PolicyLayer = z.infer<typeof policyLayer>

/** Something about a source that cannot be used, without its value: `setting` is null where it is the whole source. */
export type PolicyFault = {
  readonly layer: PolicyLayer
  readonly setting: string | null
  readonly why: 'unreadable' | 'unknown' | 'malformed' | 'not-trusted'
}

/** One source as it was read: values as they stand there, in JSON's types, or why not. Null = there is none. */
export type PolicySource = {
  readonly layer: PolicyLayer
  readonly values: Readonly<Record<string, unknown>> | null
  readonly fault: 'unreadable' | 'not-trusted' | null
}

export type PolicyEntry<N extends SettingName = SettingName> = {
  readonly name: N
  /** Null = nobody set it. */
  readonly value: SettingValue<N> | null
  /** Where it comes from; of a lock every source that closed it. Empty = nobody set it. */
  readonly from: readonly PolicyLayer[]
}

/** What is in force. */
export type Policy = {
  readonly entries: { readonly [N in SettingName]: PolicyEntry<N> }
  readonly faults: readonly PolicyFault[]
}

const ADDRESS = /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?\/?$/
const usualPorts: Readonly<Record<string, number>> = { http: 80, https: 443 }

/**
 * Host names as they are looked up: letters, digits, hyphens and dots.
 * @returns the origin, or null for anything but https (or http on this machine) without path, query and credentials
 */
export function relayOrigin(text: string): string | null {
  const [, scheme = '', host = '', digits] = ADDRESS.exec(text.toLowerCase()) ?? []
  const port = digits === undefined ? usualPorts[scheme] : Number(digits)
  if (host === '' || port === undefined || port < 1 || port > 65_535) return null
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(host)
  if (scheme !== 'https' && !loopback) return null
  return `${scheme}://${host}${port === usualPorts[scheme] ? '' : `:${port}`}`
}

type Read = { readonly layer: PolicyLayer; readonly values: Map<SettingName, unknown> }

/**
 * Puts the sources together. Fails closed: a source that cannot be read leaves every setting that it could have set at its
 * strictest, a value that cannot be read leaves that setting there, and a name that is unknown (a lock of a later
 * version, perhaps) closes every lock but the list of relays, which stays as it is set.
 * @param sources any order; of several of one layer the first is the stronger
 */
export function resolvePolicy(sources: readonly PolicySource[]): Policy {
  const faults: PolicyFault[] = []
  const reads = policyLayers.flatMap((layer) =>
    sources.filter((source) => source.layer === layer).map((source) => readSource(source, faults)),
  )
  const entry = (name: SettingName): PolicyEntry => {
    const set = reads.filter(({ values }) => values.has(name))
    if (settings[name].lock) return closed(name, set)
    const [first] = set
    return { name, value: (first?.values.get(name) ?? null) as never, from: first ? [first.layer] : [] }
  }
  const entries = Object.fromEntries(settingNames.map((name) => [name, entry(name)]))
  return { entries: entries as Policy['entries'], faults }
}

function readSource({ layer, values, fault }: PolicySource, faults: PolicyFault[]): Read {
  const read = new Map<SettingName, unknown>()
  if (fault !== null) {
    faults.push({ layer, setting: null, why: fault })
    for (const name of settingNames) read.set(name, settings[name].strictest)
    return { layer, values: read }
  }
  for (const [name, value] of Object.entries(values ?? {})) {
    if (!isSetting(name)) {
      faults.push({ layer, setting: name.slice(0, 64), why: 'unknown' })
      for (const lock of settingNames)
        if (settings[lock].lock && lock !== 'AllowedRelays') read.set(lock, settings[lock].strictest)
      continue
    }
    const parsed = settings[name].schema.safeParse(value)
    if (!parsed.success) faults.push({ layer, setting: name, why: 'malformed' })
    // What an unknown name has closed stays closed.
    if (parsed.success && !read.has(name)) read.set(name, parsed.data)
    if (!parsed.success) read.set(name, settings[name].strictest)
  }
  return { layer, values: read }
}

/** Every source closes further: yes wins, what is never collected adds up, relays must be allowed by all. */
function closed(name: SettingName, set: readonly Read[]): PolicyEntry {
  const from = [...new Set(set.map(({ layer }) => layer))]
  const values = set.map(({ values }) => values.get(name))
  if (values.length === 0) return { name, value: null, from: [] } as PolicyEntry
  if (name === 'AllowedRelays') {
    const [first = [], ...others] = values as string[][]
    const common = first.filter((relay) => others.every((list) => list.includes(relay)))
    return { name, value: common, from }
  }
  if (name === 'NeverCollect') {
    const items = new Set((values as SettingValue<'NeverCollect'>[]).flat())
    return { name, value: itemIds.filter((id) => items.has(id)), from }
  }
  return { name, value: values.includes(true) as never, from }
}

export const isSetting = (name: string): name is SettingName => Object.hasOwn(settings, name)

/** What the pages may know: names, and no values. */
export const managedView = z.strictObject({
  /** What a policy or an installation has set. */
  settings: z.array(z.enum(settingNames)),
  /** A source of settings could not be read: the strictest holds in its place. */
  faulty: z.boolean(),
  /** The language cannot be changed here. */
  languageFixed: z.boolean(),
})

/** True where a policy decides: the page shows it and offers no change. An installation's value only comes first at each start. */
export const isManaged = (entry: PolicyEntry): boolean => entry.from.includes('policy')
