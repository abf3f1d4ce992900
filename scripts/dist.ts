import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { z } from '../src/shared/zod'
import { build } from './build'
import { writeArtefacts } from './dist/artefacts'
import { electronFor } from './dist/electron'
import { artefactName } from './dist/names'
import { packages } from './dist/packing'
import { publish } from './dist/publishing'
import { writeTarball } from './dist/tarball'
import { type Processor, readWish, type System, type Wish } from './dist/wish'
import { ROOT } from './root'

/** `npm run dist`: the packages of one channel, their list, and their place among a relay's downloads. */
export async function main(words: readonly string[]): Promise<number> {
  const wish = await readWish(words)
  if (wish.targets.size > 0) await make(wish)
  if (wish.publishTo !== null) await hand(wish, wish.publishTo)
  return 0
}

async function make({ channel, targets, processors, builtFor, output }: Wish): Promise<void> {
  const electron = await electronFor(channel, [...targets.keys()], processors)
  await build(['agent'])
  const version = await productVersion()
  await packages({ builtFor, electron, targets: withoutTar(targets), processors, output })
  for (const processor of targets.get('linux')?.includes('tar.gz') ? processors : []) {
    const file = artefactName(channel, 'customer', { version, arch: processor, ext: 'tar.gz' })
    await writeTarball(linuxFolder(output, processor), join(output, file), file.replace(/\.tar\.gz$/, ''))
  }
  const list = await writeArtefacts(output, channel, version)
  for (const { file, size } of list.artefacts)
    process.stdout.write(`${relative(ROOT, join(output, file))}  ${(size / 1e6).toFixed(1)} MB\n`)
  if (builtFor.relay === null)
    process.stdout.write('Built for no relay: a policy or an installation must name one (SERVER_URL).\n')
}

/** The tarball is made from the folder that electron-builder makes. */
const withoutTar = (targets: Wish['targets']): Map<System, readonly string[]> =>
  new Map([...targets].map(([system, kinds]) => [system, system === 'linux' ? ['dir'] : kinds]))

export const linuxFolder = (output: string, processor: Processor): string =>
  join(output, processor === 'x64' ? 'linux-unpacked' : `linux-${processor}-unpacked`)

async function productVersion(): Promise<string> {
  const text = await readFile(join(ROOT, 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}

async function hand({ channel, output }: Wish, folder: string): Promise<void> {
  const list = await publish(output, folder, channel)
  process.stdout.write(
    `In ${join(folder, channel)}: ${list.artefacts.map(({ file }) => file).join(', ')}\n` +
      'Installed agents hear of it once its feeds are signed: npm run updates -- publish (docs/builds.md).\n',
  )
}
