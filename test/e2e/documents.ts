import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../scripts/root'
import type { Acceptance } from '../../src/shared/receipt'
import { verifyChain } from '../../src/shared/record-chain'
import type { ChainRecord } from '../../src/shared/records'

export const DOCUMENTS = join(ROOT, 'assets', 'documents')

export const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')

/** The built app with documents of its own, to be removed by the caller. @param change by file name */
export async function appWith(change: Readonly<Record<string, (text: string) => string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sobani-app-'))
  for (const name of ['out', 'profiles', 'package.json']) await symlink(join(ROOT, name), join(folder, name))
  await cp(join(ROOT, 'assets'), join(folder, 'assets'), { recursive: true })
  for (const [name, changed] of Object.entries(change)) {
    const path = join(folder, 'assets', 'documents', name)
    await writeFile(path, changed(await readFile(path, 'utf8')))
  }
  return folder
}

/** What stays of an agent's folder; Chromium's locks go with the program. */
export const keptIn = async ({ folder }: { readonly folder: string }): Promise<string[]> =>
  (await readdir(folder)).filter((name) => !name.startsWith('Singleton'))

export type Kept = {
  readonly records: readonly ChainRecord[]
  readonly verified: ReturnType<typeof verifyChain>
  readonly acceptances: readonly Acceptance[]
}

/** The chain of records as a customer's folder has it. */
export async function recordsIn(folder: string): Promise<Kept> {
  const { records } = JSON.parse(await readFile(join(folder, 'records.json'), 'utf8'))
  const acceptances = (records as ChainRecord[]).flatMap(({ header, body }) =>
    header.kind === 'acceptance' ? [(body as { acceptance: Acceptance }).acceptance] : [],
  )
  return { records, verified: verifyChain(records), acceptances }
}
