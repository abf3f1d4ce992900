import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readDocumentFile } from '../../shared/document-file'
import type { Language } from '../../shared/languages'
import { describeError, type Log } from '../log'
import { documentHtml } from './document-html'
import type { Html } from './html'

export type PageDocument = { readonly title: string; readonly version: string; readonly body: Html }
/** What is agreed to, as the agent's screen names it. */
export type PageDocuments = { readonly notices: PageDocument; readonly license: PageDocument }

/**
 * The documents as the files have them at this moment.
 * @returns a reader that gives null, and says so in the log once, where one cannot be read: then nothing can be agreed to
 */
export function createPageDocuments(
  folder: string,
  log: Log,
): (language: Language) => Promise<PageDocuments | null> {
  /** By the file's whole text: it is put into HTML once. */
  const made = new Map<string, { readonly file: string; readonly document: PageDocument }>()
  const failed = new Set<string>()
  const read = async (name: string): Promise<PageDocument> => {
    const file = await readFile(join(folder, name), 'utf8')
    const kept = made.get(name)
    if (kept?.file === file) return kept.document
    const parsed = readDocumentFile(file)
    const { title, version } = parsed?.fields ?? {}
    if (parsed === null || title === undefined || version === undefined)
      throw new Error('a document without title or version')
    const document = { title, version, body: documentHtml(parsed.text) }
    made.set(name, { file, document })
    return document
  }
  return async (language) => {
    try {
      const [notices, license] = [await read(`notices.${language}.md`), await read(`license.${language}.md`)]
      failed.delete(language)
      return { notices, license }
    } catch (error) {
      if (!failed.has(language))
        log.error(
          { where: 'downloads', language, ...describeError(error) },
          'documents not read, no page offers anything',
        )
      failed.add(language)
      return null
    }
  }
}
