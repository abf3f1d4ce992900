import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { log } from './log'

/**
 * Chromium keeps caches and state of its own. They go to a folder that lives as long as the process, so that what stays
 * on the customer's PC is exactly what the customer agreed to keep: nothing before consent, acceptances and receipts after.
 */
export function keepSessionDataAway(): void {
  const folder = mkdtempSync(join(tmpdir(), 'sobani-'))
  app.setPath('sessionData', folder)
  // Without this Chromium leaves an identifier for crash reports, which nobody sends, in the folder that is kept.
  app.setPath('crashDumps', join(folder, 'Crashpad'))
  app.on('quit', () => {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    } catch (error) {
      log('folders', 'session data could not be removed', error)
    }
  })
}
