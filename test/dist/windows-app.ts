import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Arch, build, type Configuration, Platform } from 'electron-builder'
import { expect } from 'vitest'
import { configuration } from '../../scripts/dist/config'
import type { Processor } from '../../scripts/dist/msi-identity'
import { ROOT } from '../../scripts/root'
import { run } from '../../scripts/setup/command'
import type { Channel } from '../../src/shared/built-for'

/** A real program for Windows that has nothing to do. */
const PROGRAM = `#include <windows.h>
int WINAPI wWinMain(HINSTANCE a, HINSTANCE b, PWSTR words, int d) { return 0; }
`

/** The folder that electron-builder would have packed: the program, an archive and a folder as Electron has them. */
export async function makeApp(folder: string, version: string): Promise<string> {
  await mkdir(join(folder, 'resources'), { recursive: true })
  await mkdir(join(folder, 'locales'), { recursive: true })
  await writeFile(join(folder, 'resources', 'app.asar'), `archive of ${version}`)
  await writeFile(join(folder, 'locales', 'ja.pak'), 'texts')
  await writeFile(join(folder, 'LICENSES.chromium.html'), 'licences')
  // Only this version has it: after an upgrade it must be gone.
  await writeFile(join(folder, 'resources', `only-in-${version}.txt`), version)
  const source = join(folder, '..', 'program.c')
  await writeFile(source, PROGRAM)
  const made = await run('x86_64-w64-mingw32-gcc', [
    '-municode',
    '-mwindows',
    '-o',
    join(folder, 'Sobani.exe'),
    source,
  ])
  expect(made.stderr).toBe('')
  expect(made.status).toBe(0)
  return folder
}

export type Wanted = {
  readonly app: string
  readonly output: string
  readonly version: string
  readonly processor: Processor
  readonly channel?: Channel
}

class Captured extends Error {}

/** The configuration of `npm run dist`, for a folder that is packed already. */
export async function builderConfiguration({ app, output, version, channel = 'current' }: Wanted) {
  const electron = { version: '45.4.1', dist: app }
  const made = await configuration({ channel, electron, relay: null, output, stage: app })
  return { ...made, extends: null, extraMetadata: { version } } satisfies Configuration
}

/**
 * The project that electron-builder writes for WiX, after our hook. There it stops: WiX runs on Windows (and would be
 * downloaded).
 * @returns the path of a copy
 */
export async function projectOf(wanted: Wanted): Promise<string> {
  const { app, output, version, processor } = wanted
  const config = await builderConfiguration(wanted)
  const copy = join(output, `${version}-${processor}.wxs`)
  const hook = config.msiProjectCreated
  if (typeof hook !== 'function') throw new Error('There is no hook to try')
  await mkdir(output, { recursive: true })
  const building = build({
    projectDir: ROOT,
    prepackaged: app,
    targets: Platform.WINDOWS.createTarget('msi', Arch[processor]),
    publish: 'never',
    config: {
      ...config,
      msiProjectCreated: async (file: string) => {
        await hook(file)
        await copyFile(file, copy)
        throw new Captured()
      },
    },
  })
  await expect(building).rejects.toBeInstanceOf(Captured)
  return copy
}
