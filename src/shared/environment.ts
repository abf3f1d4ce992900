import { checkMachine } from './environment-machine'
import { checkProxy, checkWays } from './environment-network'
import { checkLanguage, checkSystem, systemFor, unsupported } from './environment-system'
import type { ItemId } from './inventory'
import type { Profile } from './profile'
import { z } from './zod'

export { compareVersions } from './versions'

/** One way to the relay. `at` says where and how fast, e.g. "support.example.jp:443, 24 ms"; null = could not be tried. */
export const reach = z
  .strictObject({ state: z.enum(['reached', 'blocked', 'not-offered']), at: z.string().max(120) })
  .nullable()
export type Reach = z.infer<typeof reach>

export const networkReadings = z.strictObject({
  proxy: z
    .strictObject({
      kind: z.enum(['none', 'manual', 'pac', 'automatic']),
      /** It asks for a user and a password; null = not known. */
      authentication: z.boolean().nullable(),
    })
    .nullable(),
  http: reach,
  https: reach,
  websocket: reach,
  polling: reach,
  udp: reach,
  turn: reach,
})
export type NetworkReadings = z.infer<typeof networkReadings>

/** What one machine said of itself. `null` = could not be read, which is never a pass. */
export const readings = z.strictObject({
  platform: z.enum(['windows', 'macos', 'linux']),
  /** As a person would name it, e.g. "Windows 11 Pro". */
  name: z.string().max(120).nullable(),
  /** Number by number, e.g. "10.0.22631", "13.6", "12". */
  version: z.string().max(60).nullable(),
  /** As Windows names it ("Home", "Pro", "Enterprise"); null also where a system has none: only a rule asks for it. */
  edition: z.string().max(60).nullable(),
  sMode: z.boolean().nullable(),
  /** Of the system. */
  bits: z.union([z.literal(32), z.literal(64)]).nullable(),
  /** Of the processor. */
  cpuBits: z.union([z.literal(32), z.literal(64)]).nullable(),
  clockMhz: z.number().nullable(),
  cores: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  display: z.strictObject({ width: z.number(), height: z.number(), depth: z.number() }).nullable(),
  freeBytes: z.number().nullable(),
  /** BCP 47, such as "ja-JP". */
  language: z.string().max(35).nullable(),
  network: networkReadings,
})
export type Readings = z.infer<typeof readings>

export const checkIds = [
  'os',
  'edition',
  's-mode',
  'language',
  'cpu',
  'memory',
  'display',
  'disk',
  'proxy',
  'http',
  'https',
  'websocket',
  'polling',
  'udp',
  'turn',
] as const
export const verdict = z.enum(['pass', 'warn', 'fail'])
export type Verdict = z.infer<typeof verdict>

/** Which plain sentence the screens show; the texts are in `texts/`. */
export const advices = [
  'fine',
  'unreadable',
  'os-unsupported',
  'os-older',
  'os-newer',
  'bits-unsupported',
  'cpu-slow',
  'memory-small',
  'display-small',
  'disk-full',
  'edition-unlisted',
  's-mode',
  'language-unconfirmed',
  'proxy-used',
  'proxy-authentication',
  'http-blocked',
  'https-blocked',
  'websocket-blocked',
  'polling-blocked',
  'signalling-blocked',
  'udp-blocked',
  'turn-blocked',
  'not-offered',
] as const

const FOUND_LIMIT = 160
const ASKED_LIMIT = 300

/**
 * One line of the card, the same on both screens. `found` and `asked` are language-neutral ("3.7 GB") or one of
 * `foundWords` (found-words.ts, which a page can have without this file); `found` is null where it could not be read, `asked` where the profile asks nothing.
 */
export const check = z.strictObject({
  id: z.enum(checkIds),
  verdict,
  found: z.string().max(FOUND_LIMIT).nullable(),
  asked: z.string().max(ASKED_LIMIT).nullable(),
  advice: z.enum(advices),
  /** True where the value was left out because its inventory item was refused. */
  withheld: z.boolean(),
})
export type Check = z.infer<typeof check>
/** A line before it is known what may leave the PC. */
export type Line = Omit<Check, 'withheld'>

/** Evidence: the machine was checked by these rules; `verdict` is the worst of the lines. */
export const environment = z.strictObject({
  profile: z.string().max(40),
  verdict,
  checks: z.array(check).max(checkIds.length),
})
export type Environment = z.infer<typeof environment>

/** Evidence that may go on: a failed environment cannot be handed to a later step, not even by mistake. */
export type PassedEnvironment = Environment & { readonly verdict: 'pass' | 'warn' }
export const hasPassed = (result: Environment): result is PassedEnvironment => result.verdict !== 'fail'

/**
 * Rules x readings -> results, in the order of `checkIds`. Pure; sizes in bytes, clock in MHz. What could not be read is
 * a warning, never a silent pass; what this kind of system does not have (editions, S mode) has no line.
 * Source of the rules: the profile's tables, as the services publish them.
 */
export function checkEnvironment(rules: Profile, readings: Readings): Environment {
  const { environment } = rules
  const platform = environment[readings.platform]
  const found = platform === undefined ? null : systemFor(platform, readings.version)
  const lines =
    platform === undefined || found === null
      ? [unsupported(readings)]
      : [
          ...checkSystem(platform, readings, found),
          checkLanguage(environment.language, readings.language),
          ...checkMachine(found.rule, readings, environment.memoryTolerance),
          checkProxy(platform, readings.network.proxy),
          ...checkWays(environment.network, readings.network),
        ]
  const checks = lines.map((line): Check => ({ ...line, ...fitting(line), withheld: false }))
  return { profile: rules.id, verdict: worst(checks.map((line) => line.verdict)), checks }
}

const fitting = ({ found, asked }: Line): Pick<Check, 'found' | 'asked'> => ({
  found: found === null ? null : shortened(found, FOUND_LIMIT),
  asked: asked === null ? null : shortened(asked, ASKED_LIMIT),
})

const shortened = (text: string, limit: number): string =>
  text.length > limit ? `${text.slice(0, limit - 1)}…` : text

const worst = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes('fail') ? 'fail' : verdicts.includes('warn') ? 'warn' : 'pass'

/** Which inventory item a line's value would give away. */
const itemOf = {
  os: 'os',
  edition: 'os',
  's-mode': 'os',
  language: 'os',
  cpu: 'cpu',
  memory: 'memory',
  display: null,
  disk: 'free-space',
  proxy: null,
  http: null,
  https: null,
  websocket: null,
  polling: null,
  udp: null,
  turn: null,
} as const satisfies Record<Check['id'], ItemId | null>

/** Lines that only one kind of system has: that they are there at all would tell which. */
const telling: readonly Check['id'][] = ['edition', 's-mode']

/**
 * The card as it may leave the PC: verdicts always, values only where the same item was agreed to. What the rule asks
 * tells which system it is for, so it goes only with the system itself; so do the lines that no other system has.
 */
export function agreedEnvironment<E extends Environment>(result: E, agreed: readonly ItemId[]): E {
  const withhold = (line: Check): Check => {
    const item = itemOf[line.id]
    const asked = agreed.includes('os') ? line.asked : null
    return item === null || agreed.includes(item)
      ? { ...line, asked }
      : { ...line, asked: null, found: null, withheld: true }
  }
  const shown = result.checks.filter(({ id }) => agreed.includes('os') || !telling.includes(id))
  return { ...result, checks: shown.map(withhold) }
}
