import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readerEnvironment } from '../../../src/main/machine/surroundings'
import { createReaderLink } from '../../../src/main/reader/link'
import { readerNote } from '../../../src/main/reader/protocol'
import type { ForkReader } from '../../../src/main/reader/reader-process'
import { readItemIds } from '../../../src/shared/inventory'
import { pcCheckAreaIds } from '../../../src/shared/pc-check'
import { root } from '../../sources'
import { quietLog } from '../quiet'
import { forkNode } from './node-child'

// The process itself, started by Node: it reads this very machine.
const fork = forkNode(join(root, 'src/main/reader/process.ts'), {
  words: ['--import', 'tsx'],
  env: readerEnvironment(process.platform, { ...process.env, http_proxy: 'http://user:secret@127.0.0.1:9' }),
})
/** How many programs it said that it started. */
let started = 0
const counting: ForkReader = () => {
  const child = fork()
  return {
    ...child,
    onMessage: (listener) =>
      child.onMessage((message) => {
        const note = readerNote.safeParse(message)
        if (note.success && note.data.note === 'started') started += 1
        listener(message)
      }),
  }
}
const link = createReaderLink(counting, process.platform, { answerMs: 30_000, idleMs: 30_000 })
afterAll(() => link.close())
const log = quietLog()

describe('the reader process', () => {
  it.runIf(process.platform === 'linux')(
    'starts no program for what needs none',
    async () => {
      for (const id of ['os', 'machine-name', 'mac-address', 'free-space', 'cpu', 'memory'] as const)
        await link.readItem(id)
      expect(started).toBe(0)
      await link.readItem('mail')
      expect(started).toBeGreaterThan(0)
    },
    40_000,
  )

  it('reads the inventory of this machine, all at once and in one process', async () => {
    const values = Object.fromEntries(
      await Promise.all(readItemIds.map(async (id) => [id, await link.readItem(id)] as const)),
    )
    expect(Object.keys(values)).toEqual([...readItemIds])
    for (const id of ['os', 'machine-name', 'cpu', 'memory', 'free-space']) expect(values[id]).toMatch(/\w/)
    for (const value of Object.values(values)) expect(value?.length ?? 1).toBeLessThanOrEqual(400)
    expect(fork.pids).toHaveLength(1)
  }, 40_000)

  it('reads its environment, and no user of a proxy leaves it', async () => {
    const found = await link.readMachine()
    expect(found).toMatchObject({ bits: 64, proxy: { kind: expect.any(String) } })
    expect(found.memoryBytes).toBeGreaterThan(0)
    expect(JSON.stringify(found)).not.toContain('secret')
  }, 40_000)

  it('checks it, area by area', async () => {
    const { areas } = await link.checkPc(pcCheckAreaIds, () => true)
    expect(areas.map(({ id }) => id)).toEqual([...pcCheckAreaIds])
    expect(areas.find(({ id }) => id === 'memory')?.state).not.toBe('unread')
    expect(JSON.stringify(areas)).not.toContain('secret')
    expect(log.lines.join('')).not.toContain('secret')
  }, 40_000)
})
