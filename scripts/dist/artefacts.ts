import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Artefact, type ArtefactList, artefactList } from '../../src/shared/artefacts'
import type { Channel } from '../../src/shared/built-for'

export const LIST = 'artefacts.json'

type Kind = Pick<Artefact, 'system' | 'kind' | 'audience'>

/** What each ending is, and for whom. Linux packages are for development, so nobody is offered one. */
const ENDINGS: Readonly<Record<string, Kind>> = {
  exe: { system: 'windows', kind: 'nsis', audience: 'customer' },
  msi: { system: 'windows', kind: 'msi', audience: 'administrator' },
  dmg: { system: 'macos', kind: 'dmg', audience: 'customer' },
  pkg: { system: 'macos', kind: 'pkg', audience: 'administrator' },
  zip: { system: 'macos', kind: 'zip', audience: 'update' },
  'tar.gz': { system: 'linux', kind: 'tar', audience: 'administrator' },
}
const NAME =
  /^Sobani(?<legacy>-legacy)?-(?<version>\d+\.\d+\.\d+)-(?<processor>x64|arm64|ia32)(?:-admin)?\.(?<ending>exe|msi|dmg|pkg|zip|tar\.gz)$/

/** What a name says; null = it is no package of ours. */
export function nameOf(file: string):
  | (Pick<Artefact, 'file' | 'system' | 'processor' | 'kind' | 'audience'> & {
      channel: Channel
      version: string
    })
  | null {
  const groups = NAME.exec(file)?.groups
  const kind = ENDINGS[groups?.ending ?? '']
  if (groups === undefined || kind === undefined) return null
  return {
    file,
    ...kind,
    processor: groups.processor as Artefact['processor'],
    channel: groups.legacy === undefined ? 'current' : 'legacy',
    version: groups.version ?? '',
  }
}

/**
 * Writes `artefacts.json` for the packages of one version that lie in a channel's folder, whenever they were made: one
 * version may be packed in several runs.
 */
export async function writeArtefacts(
  folder: string,
  channel: Channel,
  version: string,
): Promise<ArtefactList> {
  const artefacts: Artefact[] = []
  for (const file of (await readdir(folder)).sort()) {
    const name = nameOf(file)
    if (name === null || name.channel !== channel || name.version !== version) continue
    const { system, processor, kind, audience } = name
    artefacts.push({ file, system, processor, kind, audience, ...(await measure(join(folder, file))) })
  }
  const list = artefactList.parse({ v: 1, channel, version, builtAt: new Date().toISOString(), artefacts })
  await writeFile(join(folder, LIST), `${JSON.stringify(list, null, 2)}\n`)
  return list
}

/** Bytes and SHA-256 in hex. */
export async function measure(file: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return { size: (await stat(file)).size, sha256: hash.digest('hex') }
}
