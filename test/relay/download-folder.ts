import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Artefact, ArtefactList } from '../../src/shared/artefacts'
import type { Channel } from '../../src/shared/built-for'

/** A folder of downloads as packaging fills it: small files of random bytes, listed as they are. */
export type DownloadFolder = {
  readonly path: string
  /** Puts a file there. @returns its bytes */
  put(channel: string, file: string, bytes?: Buffer | string): Promise<Buffer>
  /** Makes the artefacts with their files, and the list of the channel. */
  fill(channel: Channel, version: string, what: readonly Made[]): Promise<ArtefactList>
  /** Takes a whole channel away. */
  clear(channel: Channel): Promise<void>
  close(): Promise<void>
}

export type Made = Pick<Artefact, 'system' | 'processor' | 'kind' | 'audience'>

const endings = {
  nsis: 'exe',
  msi: 'msi',
  dmg: 'dmg',
  pkg: 'pkg',
  tar: 'tar.gz',
  zip: 'zip',
  appimage: 'AppImage',
}
export const fileOf = (channel: Channel, version: string, { system, processor, kind }: Made): string =>
  `Sobani-${channel}-${version}-${system}-${processor}.${endings[kind]}`

const of = (system: Made['system'], processor: Made['processor'], kind: Made['kind']): Made => ({
  system,
  processor,
  kind,
  audience: kind === 'msi' || kind === 'pkg' ? 'administrator' : 'customer',
})

/** What packaging makes of each channel. */
export const everything: Readonly<Record<Channel, readonly Made[]>> = {
  current: [
    of('windows', 'x64', 'nsis'),
    of('windows', 'arm64', 'nsis'),
    of('windows', 'x64', 'msi'),
    of('windows', 'arm64', 'msi'),
    of('macos', 'x64', 'dmg'),
    of('macos', 'arm64', 'dmg'),
    of('macos', 'x64', 'pkg'),
    of('macos', 'arm64', 'pkg'),
    { ...of('macos', 'arm64', 'zip'), audience: 'update' },
    of('linux', 'x64', 'tar'),
  ],
  legacy: [
    of('windows', 'x64', 'nsis'),
    of('windows', 'ia32', 'nsis'),
    of('windows', 'ia32', 'msi'),
    of('macos', 'x64', 'dmg'),
    of('macos', 'arm64', 'dmg'),
    of('macos', 'x64', 'pkg'),
  ],
}

export async function downloadFolder(): Promise<DownloadFolder> {
  const path = await mkdtemp(join(tmpdir(), 'sobani-downloads-'))
  const put = async (channel: string, file: string, content: Buffer | string = randomBytes(20_000)) => {
    const bytes = Buffer.from(content)
    await mkdir(join(path, channel), { recursive: true })
    await writeFile(join(path, channel, file), bytes)
    return bytes
  }
  return {
    path,
    put,
    async fill(channel, version, what) {
      const artefacts: Artefact[] = []
      for (const made of what) {
        const file = fileOf(channel, version, made)
        const bytes = await put(channel, file)
        const sha256 = createHash('sha256').update(bytes).digest('hex')
        artefacts.push({ file, ...made, size: bytes.length, sha256 })
      }
      const list: ArtefactList = { v: 1, channel, version, builtAt: '2026-11-22T00:00:00Z', artefacts }
      await put(channel, 'artefacts.json', JSON.stringify(list))
      return list
    },
    clear: (channel) => rm(join(path, channel), { recursive: true, force: true }),
    close: () => rm(path, { recursive: true, force: true }),
  }
}
