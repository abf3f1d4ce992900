import { readFile } from 'node:fs/promises'
import { familyOf, memoryOf } from '../../play/processes'

/** Linux counts the time of processes in hundredths of a second. */
const TICKS = 100

/** CPU seconds of each process so far. */
type Spent = ReadonlyMap<number, number>

/** A program with all its processes. */
export class Usage {
  #from: Spent = new Map()
  #since = 0

  constructor(readonly pid: number) {}

  async begin(): Promise<void> {
    this.#from = await spentBy(this.pid)
    this.#since = performance.now()
  }

  /** @returns per cent of one core since `begin`. A process that ended meanwhile is not in it. */
  async end(): Promise<number> {
    const now = await spentBy(this.pid)
    const seconds = (performance.now() - this.#since) / 1000
    let spent = 0
    for (const [pid, time] of now) spent += time - (this.#from.get(pid) ?? 0)
    return Number(((100 * spent) / seconds).toFixed(1))
  }

  /** Proportional set size, MB. */
  memory(): Promise<number | null> {
    return memoryOf(this.pid)
  }
}

async function spentBy(pid: number): Promise<Spent> {
  const spent = new Map<number, number>()
  for (const one of await familyOf(pid)) {
    const stat = await readFile(`/proc/${one}/stat`, 'utf8').catch(() => null)
    // After the name in brackets, which may hold spaces: user and system time are the 12th and 13th of the rest.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields !== undefined) spent.set(one, (Number(fields[11]) + Number(fields[12])) / TICKS)
  }
  return spent
}

/** The process that `start` starts, where it does not tell itself. */
export async function startedBy<T>(
  start: () => Promise<T>,
): Promise<{ readonly made: T; readonly pid: number }> {
  const before = new Set(await children())
  const made = await start()
  const added = (await children()).filter((pid) => !before.has(pid))
  const [pid] = added
  if (pid === undefined || added.length > 1) throw new Error(`${added.length} processes were started`)
  return { made, pid }
}

async function children(): Promise<number[]> {
  const family = await familyOf(process.pid)
  const own: number[] = []
  for (const pid of family) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
    if (Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === process.pid) own.push(pid)
  }
  return own
}
