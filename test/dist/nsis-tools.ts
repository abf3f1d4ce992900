import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { ROOT } from '../../scripts/root'
import { run } from '../../scripts/setup/command'
import { programInPath } from '../../scripts/setup/program'

const PLUGINS = ['StdUtils', 'Nsis7z', 'WinShell', 'SpiderBanner']

/**
 * The tools that electron-builder would download, from what Debian has: makensis for 64 bits (its wine runs nothing
 * else), plugins.c in place of its plugins, and a tar in place of its 7z.
 * @returns what electron-builder is told by its environment
 */
export async function makeTools(folder: string): Promise<Record<string, string>> {
  const plugins = join(folder, 'amd64-unicode')
  await mkdir(plugins, { recursive: true })
  await mkdir(join(folder, 'plugins', 'x86-unicode'), { recursive: true })
  const source = join(ROOT, 'test', 'dist', 'nsis-plugins', 'plugins.c')
  for (const name of PLUGINS) {
    const words = [
      '-shared',
      '-O1',
      '-Wall',
      '-Werror',
      '-static',
      '-o',
      join(plugins, `${name}.dll`),
      source,
      '-lshell32',
    ]
    const made = await run('x86_64-w64-mingw32-gcc', words)
    expect(made).toMatchObject({ status: 0, stderr: '' })
  }
  const makensis = await programInPath('makensis')
  // Warnings end the build. 6012 is about a label in electron-builder's own script that newer versions call unused.
  const before = [
    'Target amd64-unicode',
    `!addplugindir /amd64-unicode "${plugins}"`,
    '!pragma warning disable 6012',
  ]
  await script(
    join(folder, 'makensis'),
    `exec ${makensis} ${before.map((line) => `'-X${line}'`).join(' ')} "$@"`,
  )
  await script(
    join(folder, '7za'),
    'for word in "$@"; do case "$word" in *.7z) archive=$word ;; esac; done\nexec tar --format=ustar -cf "$archive" .',
  )
  return {
    ELECTRON_BUILDER_NSIS_DIR: folder,
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: folder,
    ELECTRON_BUILDER_7ZIP_PATH: join(folder, '7za'),
  }
}

async function script(file: string, body: string): Promise<void> {
  await writeFile(file, `#!/bin/sh\n${body}\n`)
  await chmod(file, 0o755)
}
