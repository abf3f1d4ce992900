import { readdir, readFile } from 'node:fs/promises'

/** A process and all its descendants (Linux). */
export async function familyOf(pid: number): Promise<number[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const parents = new Map<number, number>()
  for (const one of all) {
    const stat = await readProc(one, 'stat')
    // The name in brackets may hold spaces; the parent is the second field after it.
    const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
    if (parent !== undefined) parents.set(one, Number(parent))
  }
  const family = new Set([pid])
  for (let size = 0; size !== family.size; ) {
    size = family.size
    for (const [one, parent] of parents) if (family.has(parent)) family.add(one)
  }
  return [...family]
}

/** Proportional set size of a process and its descendants, in MB: pages that are shared count once. */
export async function memoryOf(pid: number): Promise<number | null> {
  if (process.platform !== 'linux') return null
  let kilobytes = 0
  for (const one of await familyOf(pid)) {
    const rollup = await readProc(one, 'smaps_rollup')
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup ?? '')?.[1] ?? 0)
  }
  return Math.round(kilobytes / 1024)
}

/**
 * How many shared-memory pictures of this size the process and its descendants hold: an X11 screen capture keeps one of
 * the whole display as long as it is open, so none means that the capture was released.
 */
export async function screenBuffersOf(pid: number, bytes: number): Promise<number | null> {
  if (process.platform !== 'linux') return null
  let count = 0
  for (const one of await familyOf(pid)) {
    const maps = (await readProc(one, 'maps')) ?? ''
    for (const line of maps.split('\n')) {
      const [from, to] =
        line
          .split(' ')[0]
          ?.split('-')
          .map((text) => Number.parseInt(text, 16)) ?? []
      if (line.includes('SYSV') && from !== undefined && to !== undefined && to - from >= bytes) count += 1
    }
  }
  return count
}

/** A process may end while it is being looked at; that is nothing to report. */
async function readProc(pid: number, file: string): Promise<string | null> {
  try {
    return await readFile(`/proc/${pid}/${file}`, 'utf8')
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'ESRCH', 'EACCES'].includes(String(error.code))
    )
      return null
    throw error
  }
}
