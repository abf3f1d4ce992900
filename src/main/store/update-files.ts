import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { removeFile, sizeOf } from './files'

const FOLDER = 'updates'

/** Where a new version is put while it is fetched, with all else that the updater writes. Created when first needed. */
export const updateFolder = (folder: string): string => join(folder, FOLDER)

export type UpdateFiles = ReturnType<typeof createUpdateFiles>

export function createUpdateFiles(folder: string) {
  const own = updateFolder(folder)
  return {
    async stored(): Promise<{ readonly count: number; readonly bytes: number }> {
      if (!existsSync(own)) return { count: 0, bytes: 0 }
      const entries = await readdir(own, { recursive: true, withFileTypes: true })
      const files = entries.filter((entry) => entry.isFile())
      const sizes = await Promise.all(files.map(({ parentPath, name }) => sizeOf(join(parentPath, name))))
      return { count: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
    },

    forget: () => removeFile(own),
  }
}
