import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Every file below some folders, as bytes. */
export async function filesIn(...folders: readonly string[]): Promise<Buffer[]> {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      const files = entries.filter((entry) => entry.isFile())
      return Promise.all(files.map((file) => readIfThere(join(file.parentPath, file.name))))
    }),
  )
  return found.flat()
}

/** A program that still runs may take a file away meanwhile. */
async function readIfThere(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

/** Whether a text stands in these bytes, in either of the ways that programs keep texts, or in base64. */
export const hasText = (bytes: Buffer, text: string): boolean =>
  bytes.includes(Buffer.from(text, 'utf8')) ||
  bytes.includes(Buffer.from(text, 'utf16le')) ||
  bytes.includes(Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '').slice(0, -1))
