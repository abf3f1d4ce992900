import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDocumentFile } from '../../shared/document-file'
import { type Refusal, refuse } from '../../shared/errors'
import type { Change } from '../../shared/ipc'
import { type Language, languages } from '../../shared/languages'
import { type Acceptance, type Consent, type DocumentId, documentIds } from '../../shared/receipt'
import { z } from '../../shared/zod'
import type { Store } from '../store'

const frontMatter = z.object({ version: z.string().min(1), title: z.string().min(1) })

export type Document = {
  readonly id: DocumentId
  readonly version: string
  readonly title: string
  readonly text: string
  /** Of the whole file, in hex. */
  readonly sha256: string
}

/** `file` is the exact text that the hash is of. */
type Read = { readonly document: Document; readonly file: string }

/** How a document differs from the one that was agreed to before. */
type Earlier = { readonly version: string; readonly changes: Change[] }

/** Throws where it is no such document: the app may not start. */
function readDocument(folder: string, id: DocumentId, language: Language): Read {
  const file = readFileSync(join(folder, `${id}.${language}.md`), 'utf8')
  const parts = readDocumentFile(file)
  if (parts === null) throw new Error(`${id}.${language}.md has no front matter`)
  const { fields, text } = parts
  if (fields.id !== id || fields.language !== language)
    throw new Error(`${id}.${language}.md says that it is another document`)
  const { version, title } = frontMatter.parse(fields)
  const sha256 = createHash('sha256').update(file).digest('hex')
  return { document: { id, version, title, text, sha256 }, file }
}

export type ConsentStep = ReturnType<typeof createConsent>

/** What an organisation can accept for its staff. The notices are of the customer's own data and screen, so of nobody else. */
const acceptable: DocumentId = 'license'

/**
 * @param now ISO 8601, UTC
 * @param organisation whether the customer's organisation has accepted the licence
 */
export function createConsent(folder: string, now: () => string, organisation = false) {
  const isAccepted = (id: DocumentId): boolean => organisation && id === acceptable
  const all = new Map(
    languages.map((language) => [language, documentIds.map((id) => readDocument(folder, id, language))]),
  )
  const inLanguage = (language: Language): readonly Read[] => all.get(language) ?? []
  const read = new Set<string>()
  /** By the hash of the current text, which no two documents or languages share. */
  let earlier: ReadonlyMap<string, Earlier> = new Map()

  return {
    /** Looks up how the texts differ from those that were agreed to; `shown` says it from then on. */
    async prepare(store: Pick<Store, 'changesSince'>): Promise<void> {
      const found = new Map<string, Earlier>()
      for (const language of languages)
        for (const { document, file } of inLanguage(language)) {
          const changes = await store.changesSince(document.id, language, file)
          if (changes !== null) found.set(document.sha256, changes)
        }
      earlier = found
      // Whoever is asked again reads again.
      read.clear()
    },

    shown: (language: Language) =>
      inLanguage(language).map(({ document }) => ({
        ...document,
        read: read.has(document.sha256),
        organisation: isAccepted(document.id),
        earlier: earlier.get(document.sha256) ?? null,
      })),

    /** One document, for paper and files; `file` is what is agreed to, to the letter. */
    text(id: DocumentId, language: Language): Document & { readonly file: string } {
      const found = inLanguage(language).find(({ document }) => document.id === id)
      if (found === undefined) throw new Error(`there is no ${id} in ${language}`)
      return { ...found.document, file: found.file }
    },

    /** The page showed a text to its end. Read in one language is not read in the other. */
    markRead(language: Language, id: DocumentId): void {
      const found = inLanguage(language).find(({ document }) => document.id === id)
      if (found !== undefined) read.add(found.document.sha256)
    },

    /**
     * @param shown what the page had on its screen: it must be exactly the current texts, each read to the end by whoever
     *   accepts it
     * @returns what was agreed to, for the store, which makes the evidence of it; or why not
     */
    accept(
      language: Language,
      shown: ReadonlyArray<{ id: DocumentId; sha256: string }>,
      agentVersion: string,
    ): ReadonlyArray<{ acceptance: Acceptance; text: string }> | Refusal {
      const current = inLanguage(language)
      const isShown = ({ document }: Read) =>
        shown.some((one) => one.id === document.id && one.sha256 === document.sha256)
      if (shown.length !== current.length || !current.every(isShown))
        return refuse('message-malformed', 'documents')
      if (!current.every(({ document: { id, sha256 } }) => isAccepted(id) || read.has(sha256)))
        return refuse('message-late', 'read')
      const acceptedAt = now()
      return current.map(({ document: { id, version, sha256 }, file }) => ({
        acceptance: {
          id,
          version,
          language,
          sha256,
          acceptedAt,
          agentVersion,
          ...(isAccepted(id) ? { by: 'organisation' as const } : {}),
        },
        text: file,
      }))
    },

    /**
     * An earlier consent still stands only where every text is, to the letter, one of today's; and what the organisation
     * accepted only while it does.
     */
    stillStands(kept: Consent): boolean {
      return documentIds.every((id) =>
        kept.documents.some(
          ({ acceptance }) =>
            acceptance.id === id &&
            (acceptance.by === undefined || isAccepted(id)) &&
            inLanguage(acceptance.language).some(
              ({ document }) => document.id === id && document.sha256 === acceptance.sha256,
            ),
        ),
      )
    },
  }
}
