import { readFile } from 'node:fs/promises'
import { CORE_SCHEMA, load } from 'js-yaml'
import { z } from '../../shared/zod'
import { log } from '../log'

const names = z.array(z.string().min(1)).min(1)
const config = z.object({
  publisherName: z.union([
    names,
    z
      .string()
      .min(1)
      .transform((one) => [one]),
  ]),
})

/**
 * Whose code signature an installer for Windows must have: electron-builder writes it down where it signs. Undefined in
 * a package that was not signed, and on other systems, where macOS compares the signatures itself.
 * @param path app-update.yml beside the program's archive
 */
export async function publishersIn(path: string): Promise<string[] | undefined> {
  if (process.platform !== 'win32') return undefined
  try {
    const read = config.safeParse(load(await readFile(path, 'utf8'), { schema: CORE_SCHEMA }))
    if (read.success) return read.data.publisherName
  } catch (error) {
    log('updates', 'the publisher could not be read', error)
  }
  return undefined
}
