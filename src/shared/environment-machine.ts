import type { Line, Readings } from './environment'
import type { SystemRule } from './profile'

const GB = 2 ** 30
/** Makers of disks count in powers of ten. */
const DISK_MB = 1e6

/** Processor, memory, display and disk, each by the rule of its system. `tolerance` is a share, 0 to 0.5. */
export function checkMachine(rule: SystemRule, read: Readings, tolerance: number): Line[] {
  return [
    checkCpu(rule, read),
    checkMemory(rule, read, tolerance),
    checkDisplay(rule, read),
    checkDisk(rule, read),
  ]
}

function checkCpu(rule: SystemRule, read: Readings): Line {
  const clock = measured(read.clockMhz)
  const cores = measured(read.cores)
  const asked = cpuText(rule.clockMhz ?? null, rule.cores ?? null, rule.cpuBits ?? null)
  const line = { id: 'cpu', found: cpuText(clock, cores, read.cpuBits), asked } as const
  if (asked === null) return { ...line, verdict: 'pass', advice: 'fine' }
  const parts = [limit(clock, rule.clockMhz), limit(cores, rule.cores), limit(read.cpuBits, rule.cpuBits)]
  return { ...line, ...judge(parts, 'cpu-slow') }
}

function checkMemory(rule: SystemRule, read: Readings, tolerance: number): Line {
  const bytes = measured(read.memoryBytes)
  const found = bytes === null ? null : `${(bytes / GB).toFixed(1)} GB`
  const asked = memoryAsked(rule, read.bits)
  if (asked.length === 0) return { id: 'memory', verdict: 'pass', found, asked: null, advice: 'fine' }
  // What graphics take away of the printed size is no fault of the machine.
  const parts = asked.map((gb) => limit(bytes, gb * GB * (1 - tolerance)))
  // Two limits stand only where the system's width is unknown: enough for one of them says nothing certain.
  const unsure = new Set(parts).size > 1
  const text = `${asked.join(' / ')} GB`
  return { id: 'memory', found, asked: text, ...judge(unsure ? ['unread'] : parts, 'memory-small') }
}

/**
 * The printed sizes in GB that may be asked for: that of the system's width; where this is unknown, or asks for nothing
 * by itself, all there are.
 */
function memoryAsked({ memoryGb }: SystemRule, bits: Readings['bits']): number[] {
  const { bits32, bits64 } = memoryGb ?? {}
  const own = bits === 32 ? bits32 : bits === 64 ? bits64 : undefined
  const sizes = own === undefined ? [bits32, bits64] : [own]
  return [...new Set(sizes.filter((size) => size !== undefined))].sort((one, other) => one - other)
}

function checkDisplay(rule: SystemRule, read: Readings): Line {
  const width = measured(read.display?.width ?? null)
  const height = measured(read.display?.height ?? null)
  const depth = measured(read.display?.depth ?? null)
  const whole = width !== null && height !== null && depth !== null
  const found = whole ? displayText({ width, height, depth }) : null
  if (rule.display === undefined)
    return { id: 'display', verdict: 'pass', found, asked: null, advice: 'fine' }
  const parts = [
    limit(width, rule.display.width),
    limit(height, rule.display.height),
    limit(depth, rule.display.depth),
  ]
  return { id: 'display', found, asked: displayText(rule.display), ...judge(parts, 'display-small') }
}

function checkDisk(rule: SystemRule, read: Readings): Line {
  // A full disk has 0 bytes free: here nothing is a value as well.
  const free = read.freeBytes !== null && Number.isFinite(read.freeBytes) ? read.freeBytes : null
  const least = rule.freeMb * DISK_MB
  return {
    id: 'disk',
    found: free === null ? null : diskText(free),
    asked: diskText(least),
    ...judge([limit(free, least)], 'disk-full'),
  }
}

/** No machine has a clock, memory or display of 0: a source that says so did not know. */
const measured = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) && value > 0 ? value : null

type Part = 'enough' | 'short' | 'unread'

const limit = (value: number | null, least: number | undefined): Part =>
  least === undefined ? 'enough' : value === null ? 'unread' : value >= least ? 'enough' : 'short'

function judge(parts: readonly Part[], advice: Line['advice']): Pick<Line, 'verdict' | 'advice'> {
  if (parts.includes('short')) return { verdict: 'fail', advice }
  if (parts.includes('unread')) return { verdict: 'warn', advice: 'unreadable' }
  return { verdict: 'pass', advice: 'fine' }
}

/** "4 × CPU, 2.4 GHz, 64-bit"; null where nothing of it is known. */
function cpuText(mhz: number | null, cores: number | null, bits: number | null): string | null {
  const known = [
    cores === null ? null : `${cores} × CPU`,
    mhz === null ? null : `${(mhz / 1000).toFixed(1)} GHz`,
    bits === null ? null : `${bits}-bit`,
  ].filter((part) => part !== null)
  return known.length === 0 ? null : known.join(', ')
}

const displayText = (size: { width: number; height: number; depth: number }): string =>
  `${size.width} × ${size.height}, ${size.depth}-bit`

/** Disks are sold in powers of ten; under 1 GB in MB. */
const diskText = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.floor(bytes / 1e6)} MB`
