import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Refusal, refuse } from '../../shared/errors'
import { type Language, languages } from '../../shared/languages'
import type { Consent } from '../../shared/receipt'
import { z } from '../../shared/zod'

const ids = ['license', 'notices'] as const
type DocumentId = (typeof ids)[number]

const frontMatter = z.object({ version: z.string().min(1), title: z.string().min(1) })

export type Document = {
  readonly id: DocumentId
  readonly version: string
  readonly title: string
  readonly text: string
  /** Of the whole file, in hex. */
  readonly sha256: string
}

/** Reads one document: `---` lines of `name: value`, then Markdown. Throws where it is not one: the app may not start. */
function readDocument(folder: string, id: DocumentId, language: Language): Document {
  const file = readFileSync(join(folder, `${id}.${language}.md`), 'utf8')
  const [, head, text] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(file) ?? []
  if (head === undefined || text === undefined) throw new Error(`${id}.${language}.md has no front matter`)
  const fields = Object.fromEntries(head.split('\n').map((line) => line.split(/:\s*(.*)/s, 2)))
  if (fields.id !== id || fields.language !== language)
    throw new Error(`${id}.${language}.md says that it is another document`)
  const { version, title } = frontMatter.parse(fields)
  return { id, version, title, text, sha256: createHash('sha256').update(file).digest('hex') }
}

export type ConsentStep = ReturnType<typeof createConsent>

/** @param now ISO 8601, UTC */
export function createConsent(folder: string, now: () => string) {
  const documents = new Map(
    languages.map((language) => [language, ids.map((id) => readDocument(folder, id, language))]),
  )
  const inLanguage = (language: Language): readonly Document[] => documents.get(language) ?? []
  const read = new Set<string>()

  return {
    shown: (language: Language) =>
      inLanguage(language).map((document) => ({ ...document, read: read.has(document.sha256) })),

    /** The page showed a text to its end. Read in one language is not read in the other. */
    markRead(language: Language, id: DocumentId): void {
      const document = inLanguage(language).find((one) => one.id === id)
      if (document !== undefined) read.add(document.sha256)
    },

    /**
     * @param shown what the page had on its screen: it must be exactly the current texts, each read to the end
     * @returns the evidence, or why not
     */
    accept(language: Language, shown: ReadonlyArray<{ id: DocumentId; sha256: string }>): Consent | Refusal {
      const current = inLanguage(language)
      const same = (document: Document) =>
        shown.some((one) => one.id === document.id && one.sha256 === document.sha256)
      if (shown.length !== current.length || !current.every(same))
        return refuse('message-malformed', 'documents')
      if (!current.every((document) => read.has(document.sha256))) return refuse('message-late', 'read')
      const acceptedAt = now()
      return {
        documents: current.map(({ id, version, sha256 }) => ({ id, version, language, sha256, acceptedAt })),
      }
    },

    /** An earlier consent still stands only where every text is, to the letter, one of today's. */
    stillStands(earlier: Consent): boolean {
      return ids.every((id) =>
        earlier.documents.some(
          (kept) =>
            kept.id === id &&
            inLanguage(kept.language).some(
              (document) => document.id === id && document.sha256 === kept.sha256,
            ),
        ),
      )
    },
  }
}
