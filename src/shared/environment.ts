import type { ItemId } from './inventory'
import type { PlatformRules, Profile, SystemRule } from './profile'
import { z } from './zod'

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

/** A `found` that is one of these words is said as `found.<word>`; any other is shown as it is. */
export const foundWords = [
  'on',
  'off',
  'none',
  'manual',
  'pac',
  'automatic',
  'blocked',
  'not-offered',
] as const

/**
 * One line of the card, the same on both screens. `found` and `asked` are language-neutral ("3.7 GB") or one of
 * `foundWords`; `found` is null where it could not be read, `asked` where the profile asks nothing.
 */
export const check = z.strictObject({
  id: z.enum(checkIds),
  verdict,
  found: z.string().max(160).nullable(),
  asked: z.string().max(300).nullable(),
  advice: z.enum(advices),
  /** True where the value was left out because its inventory item was refused. */
  withheld: z.boolean(),
})
export type Check = z.infer<typeof check>

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
 * Rules x readings -> results. Pure; sizes in bytes, clock in MHz.
 * Source of the rules: the profile's tables, as the services publish them.
 */
export function checkEnvironment(rules: Profile, readings: Readings): Environment {
  const read = { ...readings, version: numbered(readings.version) }
  const platform = rules.environment[read.platform]
  const found = platform === undefined ? null : systemFor(platform, read.version)
  const lines = [
    checkSystem(platform, read, found),
    ...(found === null ? [] : checkMachine(found.rule, read, rules.environment.memoryTolerance)),
  ]
  const checks = lines.map((line): Check => ({ ...line, withheld: false }))
  return { profile: rules.id, verdict: worst(checks.map((line) => line.verdict)), checks }
}

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

/**
 * The card as it may leave the PC: verdicts always, values only where the same item was agreed to. What the rule asks
 * tells which system it is for, so it goes only with the system itself.
 */
export function agreedEnvironment<E extends Environment>(result: E, agreed: readonly ItemId[]): E {
  const withhold = (line: Check): Check => {
    const item = itemOf[line.id]
    const asked = agreed.includes('os') ? line.asked : null
    return item === null || agreed.includes(item)
      ? { ...line, asked }
      : { ...line, asked: null, found: null, withheld: true }
  }
  return { ...result, checks: result.checks.map(withhold) }
}

type Match = { readonly rule: SystemRule; readonly place: 'older' | 'listed' | 'newer' }

/** The rule for a version; for one outside the list the nearest rule, so that memory and disk are still checked. */
function systemFor(platform: PlatformRules, version: string | null): Match | null {
  const [first] = platform.systems
  const last = platform.systems.at(-1)
  if (first === undefined || last === undefined) return null
  if (version === null) return { rule: first, place: 'listed' }
  const listed = platform.systems.findLast((rule) => compareVersions(version, rule.from) >= 0)
  if (listed === undefined) return { rule: first, place: 'older' }
  const beyond = listed.before !== undefined && compareVersions(version, listed.before) >= 0
  return { rule: listed, place: beyond ? 'newer' : 'listed' }
}

function checkSystem(platform: PlatformRules | undefined, read: Readings, match: Match | null): Line {
  const found =
    read.name === null ? null : [read.name, read.bits && `${read.bits}-bit`].filter(Boolean).join(' ')
  const asked = platform === undefined ? null : platform.systems.map((rule) => rule.name).join(' / ')
  const line = (verdict: Verdict, advice: Check['advice']): Line => ({
    id: 'os',
    verdict,
    found,
    asked,
    advice,
  })
  if (platform === undefined || match === null) return line('fail', 'os-unsupported')
  if (read.version === null) return line('warn', 'unreadable')
  if (match.place === 'older') return line(platform.older, 'os-older')
  if (match.place === 'newer') return line(platform.newer, 'os-newer')
  if (read.bits === null) return line('warn', 'unreadable')
  if (!match.rule.bits.includes(read.bits)) return line('fail', 'bits-unsupported')
  return line('pass', 'fine')
}

function checkMachine(rule: SystemRule, read: Readings, tolerance: number): Line[] {
  return [
    checkCpu(rule, read),
    checkMemory(rule, read, tolerance),
    checkDisplay(rule, read),
    checkDisk(rule, read),
  ]
}

function checkCpu(rule: SystemRule, read: Readings): Line {
  const asked = cpuText(rule.clockMhz ?? null, rule.cores ?? null)
  const found = cpuText(read.clockMhz, read.cores)
  if (asked === null) return { id: 'cpu', verdict: 'pass', found, asked, advice: 'fine' }
  const parts = [limit(read.clockMhz, rule.clockMhz), limit(read.cores, rule.cores)]
  return { id: 'cpu', found, asked, ...judge(parts, 'cpu-slow') }
}

function checkMemory(rule: SystemRule, read: Readings, tolerance: number): Line {
  const gb = read.bits === 32 ? rule.memoryGb?.bits32 : rule.memoryGb?.bits64
  const found = read.memoryBytes === null ? null : `${(read.memoryBytes / 2 ** 30).toFixed(1)} GB`
  if (gb === undefined) return { id: 'memory', verdict: 'pass', found, asked: null, advice: 'fine' }
  const least = gb * 2 ** 30 * (1 - tolerance)
  return {
    id: 'memory',
    found,
    asked: `${gb} GB`,
    ...judge([limit(read.memoryBytes, least)], 'memory-small'),
  }
}

function checkDisplay(rule: SystemRule, read: Readings): Line {
  const text = (size: { width: number; height: number; depth: number }) =>
    `${size.width} × ${size.height}, ${size.depth}-bit`
  const found = read.display === null ? null : text(read.display)
  if (rule.display === undefined)
    return { id: 'display', verdict: 'pass', found, asked: null, advice: 'fine' }
  const parts = [
    limit(read.display?.width ?? null, rule.display.width),
    limit(read.display?.height ?? null, rule.display.height),
    limit(read.display?.depth ?? null, rule.display.depth),
  ]
  return { id: 'display', found, asked: text(rule.display), ...judge(parts, 'display-small') }
}

function checkDisk(rule: SystemRule, read: Readings): Line {
  const found = read.freeBytes === null ? null : diskText(read.freeBytes)
  const least = rule.freeMb * 1e6
  return { id: 'disk', found, asked: diskText(least), ...judge([limit(read.freeBytes, least)], 'disk-full') }
}

type Line = Omit<Check, 'withheld'>

type Part = 'enough' | 'short' | 'unread'

const limit = (value: number | null, least: number | undefined): Part => {
  if (least === undefined) return 'enough'
  if (value === null || !Number.isFinite(value)) return 'unread'
  return value >= least ? 'enough' : 'short'
}

function judge(parts: readonly Part[], advice: Check['advice']): Pick<Check, 'verdict' | 'advice'> {
  if (parts.includes('short')) return { verdict: 'fail', advice }
  if (parts.includes('unread')) return { verdict: 'warn', advice: 'unreadable' }
  return { verdict: 'pass', advice: 'fine' }
}

const worst = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes('fail') ? 'fail' : verdicts.includes('warn') ? 'warn' : 'pass'

/** "4 × CPU, 2.4 GHz"; null where neither is known. */
function cpuText(mhz: number | null, cores: number | null): string | null {
  const clock = mhz === null ? [] : [`${(mhz / 1000).toFixed(1)} GHz`]
  const count = cores === null ? [] : [`${cores} × CPU`]
  return clock.length + count.length === 0 ? null : [...count, ...clock].join(', ')
}

/** Disks are sold in powers of ten; under 1 GB in MB. */
const diskText = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.floor(bytes / 1e6)} MB`

/** A version that is not made of numbers ("rolling") cannot be compared: it counts as unread, not as old. */
const numbered = (version: string | null): string | null =>
  version !== null && /^\d+(\.\d+)*$/.test(version) ? version : null

/** Compares "10.0.19045" style versions number by number; a missing part counts as 0. */
export function compareVersions(left: string, right: string): number {
  const a = left.split('.').map(Number)
  const b = right.split('.').map(Number)
  for (let place = 0; place < Math.max(a.length, b.length); place++) {
    const difference = (a[place] ?? 0) - (b[place] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
