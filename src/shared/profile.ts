import { itemId } from './inventory'
import { bilingual } from './language'
import { pcCheckAreaId } from './pc-check'
import { weekdays } from './weekdays'
import { z } from './zod'

const version = z
  .string()
  .regex(/^\d+(\.\d+){0,3}$/, 'must be one to four numbers with dots, such as "10.0.19045"')
const bits = z.union([z.literal(32), z.literal(64)])
const verdict = z.enum(['pass', 'warn', 'fail'])

/**
 * What one system must offer. Sizes are what makers print (GB of 2^30 bytes for memory, MB of 10^6 for disks);
 * `memoryTolerance` of the profile allows for what graphics take away.
 */
export const systemRule = z.strictObject({
  name: z.string().max(60),
  /** Versions from `from` (included) to `before` (left out), compared number by number. */
  from: version,
  before: version.exactOptional(),
  /** Of the system. */
  bits: z.array(bits).min(1),
  /** Named as Windows names them, without "Windows 10"; left out = any. */
  editions: z.array(z.string().max(40)).min(1).exactOptional(),
  /** Of the processor, whatever system runs on it. */
  cpuBits: bits.exactOptional(),
  clockMhz: z.number().positive().exactOptional(),
  cores: z.number().int().positive().exactOptional(),
  memoryGb: z
    .strictObject({ bits32: z.number().exactOptional(), bits64: z.number().exactOptional() })
    .exactOptional(),
  display: z
    .strictObject({ width: z.number().int(), height: z.number().int(), depth: z.number().int() })
    .exactOptional(),
  freeMb: z.number().positive(),
})
export type SystemRule = z.infer<typeof systemRule>

const platformRules = z.strictObject({
  systems: z.array(systemRule).min(1),
  /** What a system older or newer than the list gets, and one of the list in an edition that is not. */
  older: verdict,
  newer: verdict,
  otherEdition: verdict,
  /** Windows in S mode. */
  sMode: verdict,
  /** A proxy in the way. */
  proxy: verdict,
})
export type PlatformRules = z.infer<typeof platformRules>

const port = z.number().int().min(1).max(65_535)
/** What each way to the relay gets where it does not pass. Signalling needs one of the two kinds of socket in any case. */
const networkRules = z.strictObject({
  httpPort: port,
  httpsPort: port,
  http: verdict,
  https: verdict,
  websocket: verdict,
  polling: verdict,
  udp: verdict,
  turn: verdict,
})
export type NetworkRules = z.infer<typeof networkRules>

const environmentRules = z.strictObject({
  /** Share of the printed memory that may be missing, 0 to 0.5. */
  memoryTolerance: z.number().min(0).max(0.5),
  /** Language of the system: primary subtag, such as "ja", and what another one gets. */
  language: z.strictObject({
    confirmed: z.string().regex(/^[a-z]{2,3}$/, 'must be two or three small letters, such as "ja"'),
    other: verdict,
  }),
  network: networkRules,
  windows: platformRules.exactOptional(),
  macos: platformRules.exactOptional(),
  linux: platformRules.exactOptional(),
})

const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time from "00:00" to "24:00"')
const monthDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be month and day, such as "12-29"')

/** When the desk answers. Times of day in `timeZone`; what is computed of them is in hours.ts. */
export const hours = z.strictObject({
  timeZone: z.literal('Asia/Tokyo'),
  weekly: z
    .array(z.strictObject({ days: z.array(z.enum(weekdays)).min(1).max(7), from: time, to: time }))
    .min(1)
    .max(14),
  /** Japanese national holidays, substitute holidays included. */
  closedOnHolidays: z.boolean(),
  /** Every year, both days included; `from` later than `to` goes over the new year. */
  closedDates: z.array(z.strictObject({ from: monthDay, to: monthDay })).max(30),
})
export type Hours = z.infer<typeof hours>

/** One company's service: who it is, when and where to call, what its customers' PCs need, what it limits. */
export const profile = z.strictObject({
  v: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 small letters, digits and hyphens'),
  company: bilingual,
  phone: z.string().min(1).max(40),
  /** Null where only the contract tells: then the agent never says closed. */
  hours: hours.nullable(),
  /** Shown to operators; left out = no limit. */
  limits: z.strictObject({
    inquiriesPerMonth: z.number().int().positive().exactOptional(),
    devices: z.number().int().positive().exactOptional(),
    /** A session ends after so long, on both sides. */
    sessionMinutes: z.number().int().positive().max(1440).exactOptional(),
    pcCheckEveryMonths: z.number().int().positive().exactOptional(),
  }),
  /** How a session goes. */
  session: z.strictObject({
    /** How long it waits for an end that was lost (network, sleep, a page loaded anew). */
    resumeSeconds: z.number().int().min(5).max(900),
    /** How often the customer is asked whether to go on, and how long an answer is waited for. */
    askMinutes: z.number().int().min(1).max(240),
    answerMinutes: z.number().int().min(1).max(60),
  }),
  terms: z.strictObject({
    contracts: z.array(z.enum(['personal', 'corporate'])).min(1),
    monthlyFee: z.boolean(),
    reapplicationFee: z.boolean(),
    /** The documents are agreed to on the web page before the download as well. */
    agreedBeforeDownload: z.boolean(),
    /** What the customer finds on the opening letter. */
    openingLetter: z.array(z.enum(['login-id', 'company-code'])),
  }),
  /** The items this service asks for; the others of the catalogue are not even offered. */
  inventory: z.array(itemId).min(1),
  /** The areas of its PC check; empty = it has none. */
  pcCheck: z.array(pcCheckAreaId),
  environment: environmentRules,
})
export type Profile = z.infer<typeof profile>
export type EnvironmentRules = Profile['environment']
