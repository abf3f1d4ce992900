import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Refusal } from '../../../scripts/refusal'
import { ensureElectron, prepareFallback } from '../../../scripts/setup/electron'

let cache = ''
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'sobani-cache-'))
})
afterEach(async () => {
  delete process.env.ELECTRON_OVERRIDE_DIST_PATH
  await rm(cache, { recursive: true })
})

test('a damaged download is refused and leaves nothing behind', async () => {
  const damaged = async (folder: string) => {
    const file = join(folder, 'electron.tgz')
    await writeFile(file, 'half a download')
    return file
  }
  await expect(prepareFallback(cache, join(cache, 'electron'), damaged)).rejects.toThrow(
    /damaged.*run the command again/,
  )
  expect(await readdir(cache)).toEqual([])
})

test('a download that breaks off leaves nothing behind', async () => {
  const breaking = async (folder: string): Promise<string> => {
    await writeFile(join(folder, 'part'), 'the first bytes')
    throw new Refusal('no network')
  }
  await expect(prepareFallback(cache, join(cache, 'electron'), breaking)).rejects.toThrow('no network')
  expect(await readdir(cache)).toEqual([])
})

test('leftovers of processes that are gone are removed, those of living ones stay', async () => {
  const living = `.preparing-${process.ppid}-abcdef`
  // Above the highest id that Linux gives.
  const gone = '.preparing-4194999-abcdef'
  for (const name of [living, gone, 'electron-1.0.0']) await mkdir(join(cache, name))
  const nothing = () => Promise.reject(new Refusal('no network'))
  await expect(prepareFallback(cache, join(cache, 'electron'), nothing)).rejects.toThrow(Refusal)
  expect(await readdir(cache)).toEqual([living, 'electron-1.0.0'])
})

test('a folder given by the environment that holds no Electron is refused', async () => {
  process.env.ELECTRON_OVERRIDE_DIST_PATH = cache
  await expect(ensureElectron()).rejects.toThrow(`There is no Electron in ${cache}`)
})
