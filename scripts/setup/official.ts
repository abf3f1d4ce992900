import { readFileSync } from 'node:fs'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { downloadArtifact } from '@electron/get'
import { reason } from '../refusal'
import { run } from './command'
import { beginStep } from './progress'

const require = createRequire(import.meta.url)
const ELECTRON = dirname(require.resolve('electron/package.json'))
const DAY = 24 * 60 * 60 * 1000
// Some networks drop packets to the release site without a word; nobody should wait longer than this for the first byte.
const STALL = 20_000

/** The distribution folder inside node_modules/electron, if the binary of exactly its version is there. */
export function officialDist(): string | undefined {
  const dist = join(ELECTRON, 'dist')
  try {
    const version = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '')
    readFileSync(join(ELECTRON, 'path.txt'))
    return version === wantedVersion() ? dist : undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Downloads the official binary. A release site that cannot be reached is no fault here, because there is a fallback:
 * it returns undefined, and remembers that for a day, so that the next start does not wait again.
 */
export async function downloadOfficial(cache: string): Promise<string | undefined> {
  const memory = join(cache, 'release-site-unreachable')
  if (await isYoung(memory)) return undefined
  const version = wantedVersion()
  const step = beginStep(`Electron ${version}: download`)
  const abort = new AbortController()
  let stalled = setTimeout(() => abort.abort(), STALL)
  try {
    const checksums = JSON.parse(await readFile(join(ELECTRON, 'checksums.json'), 'utf8')) as Record<
      string,
      string
    >
    // Puts the checked zip into Electron's own cache, where its install script takes it from.
    await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums,
      downloadOptions: {
        quiet: true,
        signal: abort.signal,
        getProgressCallback: async ({ percent }: { percent: number }) => {
          step.at(percent)
          clearTimeout(stalled)
          stalled = setTimeout(() => abort.abort(), STALL)
        },
      },
    })
    const outcome = await run(process.execPath, [join(ELECTRON, 'install.js')])
    if (outcome.status !== 0) throw new Error(outcome.stderr.trim())
    await rm(memory, { force: true })
    step.done()
    return officialDist()
  } catch (error) {
    step.done('the release site cannot be reached from here')
    await writeFile(memory, `${reason(error)}\n`)
    return undefined
  } finally {
    clearTimeout(stalled)
  }
}

function wantedVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(ELECTRON, 'package.json'), 'utf8'))
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    return String(manifest.version)
  throw new Error('node_modules/electron/package.json has no version')
}

async function isYoung(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined)
  return found !== undefined && Date.now() - found.mtimeMs < DAY
}
