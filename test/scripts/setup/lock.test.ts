import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeLock, withLock } from '../../../scripts/setup/lock'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sobani-lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a lock is held by one and free again after the undo', async () => {
  const file = join(folder, 'lock')
  const unlock = await takeLock(file)
  expect(await takeLock(file)).toBeUndefined()
  await unlock?.()
  const again = await takeLock(file)
  expect(again).toBeDefined()
  await again?.()
})

test('a lock of a process that is gone, or that nobody touches, is taken over', async () => {
  const gone = join(folder, 'gone')
  await writeFile(gone, '4194999')
  expect(await takeLock(gone)).toBeDefined()

  const untouched = join(folder, 'untouched')
  await writeFile(untouched, String(process.ppid))
  expect(await takeLock(untouched)).toBeUndefined()
  await utimes(untouched, new Date(0), new Date(0))
  expect(await takeLock(untouched)).toBeDefined()
})

test('the second waits for the first, says so once, and the lock is free when the work fails', async () => {
  const file = join(folder, 'lock')
  const order: string[] = []
  const first = withLock(
    file,
    async () => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      order.push('first')
      throw new Error('broken')
    },
    () => order.push('waiting'),
  )
  await new Promise((resolve) => setTimeout(resolve, 20))
  const second = withLock(
    file,
    async () => order.push('second'),
    () => order.push('second waits'),
  )
  await expect(first).rejects.toThrow('broken')
  await second
  expect(order).toEqual(['second waits', 'first', 'second'])
})
