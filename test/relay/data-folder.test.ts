import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { askOwner, takeFolder } from '../../src/relay/data-folder'
import { waitFor } from './stage'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sobani-folder-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('one process has the folder, a second asks it, and both after it is free again', async () => {
  expect(await askOwner(folder, 'anyone?')).toBeNull()
  const mine = await takeFolder(folder)
  expect(await takeFolder(folder)).toBeNull()
  const asked = askOwner(folder, 'early')
  mine?.answer(async (line) => `heard ${line}`)
  expect(await asked).toBe('heard early')
  expect(await askOwner(folder, 'late')).toBe('heard late')
  await mine?.release()
  await mine?.release()
  const next = await takeFolder(folder)
  expect(next).not.toBeNull()
  await next?.release()
})

test.skipIf(process.platform === 'win32')('a killed owner does not lock the folder for ever', async () => {
  const path = join(folder, 'relay.sock')
  const owner = spawn(process.execPath, [
    '-e',
    `require('net').createServer().listen(${JSON.stringify(path)})`,
  ])
  await waitFor(() => existsSync(path), 'the socket')
  owner.kill('SIGKILL')
  await new Promise((done) => owner.once('exit', done))
  expect(existsSync(path)).toBe(true)
  const mine = await takeFolder(folder)
  expect(mine).not.toBeNull()
  await mine?.release()
})

test('a path that no socket can have is said so', async () => {
  await expect(takeFolder(join(folder, 'x'.repeat(100)))).rejects.toThrow(
    'SOBANI_RELAY_DATA should be a shorter path',
  )
})
