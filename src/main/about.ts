import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Channel } from '../shared/built-for'
import { type About, type Licences, licences } from '../shared/licences'
import { log } from './log'

type Parts = {
  /** Where the program's files are. */
  readonly root: string
  readonly version: string
  readonly channel: Channel
  readonly platform: NodeJS.Platform
  readonly versions: Readonly<Record<string, string | undefined>>
}

/** What the program says of itself. The texts are large and seldom asked for: they are read anew each time. */
export async function readAbout({ root, version, channel, platform, versions }: Parts): Promise<About> {
  const of = (name: string): string => versions[name] ?? '-'
  return {
    version,
    channel,
    runtime: { electron: of('electron'), chromium: of('chrome'), node: of('node') },
    beside: platform === 'darwin' ? 'app' : 'folder',
    licences: await readLicences(join(root, 'out', 'licences.json')),
  }
}

async function readLicences(path: string): Promise<Licences | null> {
  try {
    return licences.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    log('about', 'the licences could not be read', error)
    return null
  }
}
