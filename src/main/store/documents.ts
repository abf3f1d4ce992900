import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { readDocumentFile } from '../../shared/document-file'
import type { Change } from '../../shared/ipc'
import { namesIn, readIfThere, removeFile, sizeOf, writeWhole } from './files'

const FOLDER = 'documents'
const NAME = /^([0-9a-f]{64})\.md$/

export type DocumentStore = ReturnType<typeof createDocuments>

/** The texts that were agreed to, each as a file that is named by its own hash. */
export function createDocuments(folder: string) {
  const own = join(folder, FOLDER)
  const pathOf = (sha256: string) => join(own, `${sha256}.md`)
  return {
    /** @throws where a text is not the one that its hash says */
    async keep(sha256: string, text: string): Promise<void> {
      if (hashOf(text) !== sha256) throw new Error('a text does not have the hash that was agreed to')
      if ((await readIfThere(pathOf(sha256))) !== text) await writeWhole(pathOf(sha256), text)
    },

    /** Null where it is not there, or not what it was. */
    async read(sha256: string): Promise<string | null> {
      const text = await readIfThere(pathOf(sha256))
      return text !== null && hashOf(text) === sha256 ? text : null
    },

    async stored(): Promise<{ readonly count: number; readonly bytes: number }> {
      const names = (await namesIn(own)).filter((name) => NAME.test(name))
      const sizes = await Promise.all(names.map((name) => sizeOf(join(own, name))))
      return { count: names.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
    },

    forget: () => removeFile(own),
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A line with the empty lines after it: a paragraph or an item of a list, the smallest that is shown as changed. */
const linesOf = (file: string): string[] =>
  (readDocumentFile(file)?.text ?? file).trim().match(/[^\n]+\n*/g) ?? []

/** Word for word the same, however many empty lines follow. */
const isSameLine = (a: string, b: string): boolean => a.trimEnd() === b.trimEnd()

/** The way from one text to another, in order; what heads the files (version, title) is left out. */
export async function changesBetween(earlier: string, later: string): Promise<Change[]> {
  const { diffArrays } = await import('diff')
  return diffArrays(linesOf(earlier), linesOf(later), { comparator: isSameLine }).map(
    ({ added, removed, value }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value.join(''),
    }),
  )
}
