import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { log } from './log'

const PREFIX = 'sobani-session-'

/**
 * Chromium keeps caches and state of its own. They go to a folder that lives as long as the process, so that what stays
 * on the customer's PC is exactly what the customer agreed to keep: nothing before consent, acceptances and receipts after.
 */
export function keepSessionDataAway(): void {
  sweep()
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  app.setPath('sessionData', folder)
  // Without this Chromium leaves an identifier for crash reports, which nobody sends, in the folder that is kept.
  app.setPath('crashDumps', join(folder, 'Crashpad'))
  // Chromium writes its state once more after our last moment. An empty file in the folder's place keeps it from that;
  // the next start takes the file away.
  process.on('exit', () => {
    if (remove(folder)) writeFileSync(folder, '')
  })
}

/** What a process left that was killed, or that Chromium held on to: gone with the next start. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1])
    if (Number.isInteger(pid) && !isAlive(pid)) remove(join(tmpdir(), name))
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function remove(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    return true
  } catch (error) {
    log('folders', 'session data could not be removed', error)
    return false
  }
}
