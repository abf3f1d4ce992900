import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AfterPackContext, Configuration } from 'electron-builder'
import { load } from 'js-yaml'
import type { Channel } from '../../src/shared/built-for'
import { z } from '../../src/shared/zod'
import { ROOT } from '../root'
import { macosConfiguration, withoutForeignRequests } from './macos'
import { windowsConfiguration } from './windows'

/** Where the Electron of a build comes from. */
export interface Electron {
  version: string
  /** The unpacked distribution, or the verified zip of a system and processor. */
  dist: string | ((system: string, processor: string) => string)
}

export interface Wanted {
  channel: Channel
  electron: Electron
  /** Where its update feeds will be; null = it is not known, and the agent asks the relay that a policy names. */
  relay: string | null
  /** Where the packages go. */
  output: string
  /** The folder with built-for.json. */
  stage: string
}

const base = z.looseObject({
  files: z.array(z.string()),
  directories: z.looseObject({ buildResources: z.string() }),
  linux: z.looseObject({}),
})

/** Where the packages of a channel go. */
export const outputOf = (channel: Channel): string => join(ROOT, 'dist', channel)

/** electron-builder.yml is the base; this adds what differs by channel and what a file cannot say. */
export async function configuration(wanted: Wanted): Promise<Configuration> {
  const text = await readFile(join(ROOT, 'electron-builder.yml'), 'utf8')
  const { files, directories, linux, ...rest } = base.parse(load(text))
  const { dist, version } = wanted.electron
  const { win, ...windows } = windowsConfiguration(wanted.channel)
  const { mac, ...macos } = macosConfiguration(wanted.channel)
  const publish = { provider: 'generic' as const, url: feedOf(wanted.channel, wanted.relay) }
  return {
    ...rest,
    directories: { ...directories, output: wanted.output },
    // In a folder of its own, so that a build for one relay leaves nothing behind that development would read.
    files: [...files, { from: wanted.stage, to: 'out', filter: ['built-for.json'] }],
    // Apple silicon starts nothing whose signature no longer fits, and setting fuses breaks the one that Electron came with.
    // Where there is a certificate everything is signed again after it.
    electronFuses: {
      ...section(rest, 'electronFuses'),
      resetAdHocDarwinSignature: process.platform === 'darwin',
    },
    electronVersion: version,
    electronDist:
      typeof dist === 'string'
        ? dist
        : ((({ platformName, arch }: { platformName: string; arch: string }) =>
            dist(platformName, arch)) as never),
    afterExtract,
    afterPack,
    // Linux packages are for development: they look for no updates.
    publish: null,
    linux,
    win: { ...section(rest, 'win'), publish, ...win },
    mac: { ...section(rest, 'mac'), publish, ...mac },
    ...windows,
    ...macos,
  }
}

/** The folder of the relay that the channel's feeds and packages are served from; `.invalid` leads nowhere, ever. */
export const feedOf = (channel: Channel, relay: string | null): string =>
  `${relay ?? 'https://relay.invalid'}/downloads/${channel}/`

/**
 * The runtime's own stand-in for an app has no business in a customer's folder, nor in the list of checked archives.
 * electron-builder takes it away only where it fetched the runtime itself.
 */
async function afterExtract({ appOutDir, electronPlatformName }: AfterPackContext): Promise<void> {
  // The bundle gets our name only later.
  const resources = electronPlatformName === 'darwin' ? 'Electron.app/Contents/Resources' : 'resources'
  await rm(join(appOutDir, resources, 'default_app.asar'), { force: true })
  await rm(join(appOutDir, 'version'), { force: true })
}

/** Before fuses are set and anything is signed. */
async function afterPack({ appOutDir, electronPlatformName, packager }: AfterPackContext): Promise<void> {
  if (electronPlatformName !== 'darwin') return
  const file = join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Info.plist')
  await writeFile(file, withoutForeignRequests(await readFile(file, 'utf8')))
}

function section(rest: Readonly<Record<string, unknown>>, name: string): object {
  const found = rest[name]
  return typeof found === 'object' && found !== null ? found : {}
}
