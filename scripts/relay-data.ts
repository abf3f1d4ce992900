import { createHash } from 'node:crypto'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from './refusal'
import { ROOT } from './root'
import { openCache } from './setup/cache'
import { takeLock } from './setup/lock'

/**
 * Lends the relay's data folder of this clone: kept between starts, since making a database takes seconds, and closed
 * to other users. Refuses while another start uses it.
 */
export async function withRelayData<T>(name: string, work: (folder: string) => Promise<T>): Promise<T> {
  const clone = createHash('sha256').update(ROOT).digest('hex').slice(0, 8)
  const folder = join(await openCache(), `${name}-${clone}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const unlock = await takeLock(`${folder}.lock`)
  if (!unlock)
    throw new Refusal(
      'Sobani already runs from this folder: end it with Ctrl-C there, then run the command again.',
    )
  try {
    return await work(folder)
  } finally {
    await unlock()
  }
}
