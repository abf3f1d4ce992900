import type { Host } from '../host'

export const DAY_MS = 86_400_000

/** When a file was last changed, in milliseconds since 1970. */
export async function changedAt(path: string, host: Host): Promise<number> {
  const seconds = Number((await host.run('stat', ['--format=%Y', path])).trim())
  if (!(seconds > 0)) throw new Error('no time')
  return seconds * 1000
}

/** "2026-11-22". */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
