import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { openStore, type Store } from '../../src/main/store'
import { storedIds } from '../../src/shared/ipc-stored'
import type { Language } from '../../src/shared/languages'
import type { Acceptance, DocumentId, Receipt } from '../../src/shared/receipt'

export const documentFile = (id: DocumentId, language: Language, version: string, body: string) =>
  `---\nid: ${id}\nversion: ${version}\nlanguage: ${language}\ntitle: ${id}\n---\n\n${body}\n`

export function accepted(
  id: DocumentId,
  language: Language = 'ja',
  version = '2026-11-01',
  body = `# ${id}\n\n一つめ\n\n二つめ`,
): { acceptance: Acceptance; text: string } {
  const text = documentFile(id, language, version, body)
  const sha256 = createHash('sha256').update(text).digest('hex')
  const acceptedAt = '2026-11-01T00:00:00.000Z'
  return { acceptance: { id, version, language, sha256, acceptedAt, agentVersion: '0.1.0' }, text }
}
export const both = (language: Language = 'ja') => [
  accepted('license', language),
  accepted('notices', language),
]

export function receiptOf(session: string, documents: Receipt['documents'] = []): Receipt {
  return {
    v: 1,
    session,
    agentVersion: '0.1.0',
    service: { profile: 'demo', company: { ja: 'みらいネット', en: 'Mirai Net' }, phone: '0120-000-000' },
    operator: { name: '佐藤 花子', company: 'みらいネット' },
    joinedAt: '2026-11-01T00:01:00.000Z',
    approvedAt: '2026-11-01T00:02:00.000Z',
    endedAt: '2026-11-01T00:10:00.000Z',
    reason: 'customer',
    documents,
    environment: { verdict: 'pass', sent: [] },
    sent: { items: [{ id: 'machine-name', value: 'HANAKO-PC' }], refused: ['mac-address'] },
    routerShown: [],
    pcChecks: [],
    shown: { from: '2026-11-01T00:03:00.000Z', to: '2026-11-01T00:10:00.000Z' },
    held: [],
    otherDisplays: null,
    stills: [],
    controlled: [],
    transferred: [],
  }
}

export const counts = async (store: Store) =>
  Object.fromEntries((await store.stored()).map(({ id, count }) => [id, count]))
/** Of everything that can be stored. */
export const NONE = Object.fromEntries(storedIds.map((id) => [id, 0]))

/** A folder for each test; `reopened` is the store as the next start finds it. */
export function stage() {
  let folder = ''
  let clock = 0
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'sobani-store-')), 'data')
    clock = Date.UTC(2026, 10, 1, 9)
  })
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }))
  const reopened = async (): Promise<Store> => {
    const store = openStore(folder, () => {
      clock += 1000
      return new Date(clock)
    })
    await store.consent()
    return store
  }
  const path = (name: string) => join(folder, name)
  return {
    get folder() {
      return folder
    },
    path,
    reopened,
    /** Every file below the folder, with its text; nothing where the folder is not there. */
    files(): Record<string, string> {
      const names = statSync(folder, { throwIfNoEntry: false })?.isDirectory()
        ? readdirSync(folder, { recursive: true }).map(String)
        : []
      const files = names.filter((name) => statSync(path(name)).isFile()).sort()
      return Object.fromEntries(files.map((name) => [name, readFileSync(path(name), 'utf8')]))
    },
  }
}
