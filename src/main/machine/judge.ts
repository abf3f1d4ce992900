import type { PcCheckArea } from '../../shared/pc-check'

/** Under a tenth, or less than Windows and macOS need for an update. Bytes. */
const LEAST_FREE_BYTES = 5e9
const LEAST_PART = 0.1

export type Drive = { readonly label: string; readonly free: number; readonly total: number }

/** What a schema holds: `details` take 20 lines of 120 characters. Empty and repeated lines say nothing. */
export const detailsOf = (lines: readonly string[]): string[] =>
  [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))]
    .slice(0, 20)
    .map((line) => line.slice(0, 120))

/** "C: 12.3 GB / 256.0 GB", in the powers of ten that disks are sold in. */
const driveText = ({ label, free, total }: Drive): string =>
  `${label} ${(free / 1e9).toFixed(1)} GB / ${(total / 1e9).toFixed(1)} GB`

/** The fullest drive decides. No drive at all is nothing that was read. Sizes in bytes. */
export function judgeDisk(drives: readonly Drive[]): PcCheckArea {
  const known = drives.filter(({ free, total }) => free >= 0 && total > 0)
  if (known.length === 0) return unread('disk')
  const low = known.some(({ free, total }) => free < total * LEAST_PART || free < LEAST_FREE_BYTES)
  return {
    id: 'disk',
    state: low ? 'attention' : 'good',
    finding: low ? 'disk-low' : 'disk-enough',
    details: detailsOf(known.map(driveText)),
  }
}

/** Memory is counted in powers of two. Sizes in bytes. */
export function judgeMemory({ free, total }: { readonly free: number; readonly total: number }): PcCheckArea {
  if (!(total > 0 && free >= 0)) return unread('memory')
  const low = free < total * LEAST_PART
  const gb = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GB`
  return {
    id: 'memory',
    state: low ? 'attention' : 'good',
    finding: low ? 'memory-low' : 'memory-enough',
    details: [`${gb(free)} / ${gb(total)}`],
  }
}

/** What could not be read is said to be so, and is never good. */
export const unread = (id: PcCheckArea['id']): PcCheckArea => ({
  id,
  state: 'unread',
  finding: 'unreadable',
  details: [],
})

/** By name, as the system calls them; found is never hidden by what else was found. */
export function judgeFileSharing(found: readonly string[]): PcCheckArea {
  return {
    id: 'file-sharing',
    state: found.length === 0 ? 'good' : 'attention',
    finding: found.length === 0 ? 'file-sharing-none' : 'file-sharing-found',
    details: detailsOf(found),
  }
}
