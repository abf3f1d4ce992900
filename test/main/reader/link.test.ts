import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createReaderLink, type ReaderLink } from '../../../src/main/reader/link'
import type { ReaderNote } from '../../../src/main/reader/protocol'
import type { ForkReader } from '../../../src/main/reader/reader-process'
import { quietLog } from '../quiet'
import { forkNode, isRunning } from './node-child'

const log = quietLog()
const unruly = join(import.meta.dirname, 'unruly.mjs')
const links: ReaderLink[] = []
afterEach(() => {
  for (const link of links.splice(0)) link.close()
})

function open(
  fork: ForkReader = forkNode(unruly),
  limits = { answerMs: 30_000, idleMs: 60_000 },
): ReaderLink {
  const link = createReaderLink(fork, 'linux', limits)
  links.push(link)
  return link
}

const logged = () => log.lines.join('')

describe('main’s line to the reader process', () => {
  it('starts one process for many questions, and none before the first', async () => {
    const fork = forkNode(unruly)
    const link = open(fork)
    expect(fork.pids).toEqual([])
    const [one, other, slow] = await Promise.all([
      link.readItem('os'),
      link.readItem('os'),
      link.readItem('cpu'),
    ])
    expect([one, other, slow]).toEqual([`fine ${fork.pids[0]}`, one, 'slow'])
    expect(fork.pids).toHaveLength(1)
    expect(logged()).toBe('')
  })

  it('ends the process some time after the last answer, and starts another when asked again', async () => {
    const fork = forkNode(unruly)
    const link = open(fork, { answerMs: 30_000, idleMs: 20 })
    await link.readItem('os')
    await vi.waitFor(() => expect(isRunning(fork.pids[0] ?? 0)).toBe(false))
    expect(await link.readItem('os')).toBe(`fine ${fork.pids[1]}`)
    expect(logged()).toBe('')
  })

  it('rests at once where nothing is asked of it, and not before', async () => {
    const fork = forkNode(unruly)
    const link = open(fork)
    const reading = link.readItem('cpu')
    link.rest()
    expect(await reading).toBe('slow')
    expect(isRunning(fork.pids[0] ?? 0)).toBe(true)
    link.rest()
    await vi.waitFor(() => expect(isRunning(fork.pids[0] ?? 0)).toBe(false))
    expect(await link.readItem('os')).toBe(`fine ${fork.pids[1]}`)
  })

  it('ends a process that hangs, and asks the others anew', async () => {
    const fork = forkNode(unruly)
    const link = open(fork, { answerMs: 2000, idleMs: 60_000 })
    const hung = link.readItem('machine-name')
    // Asked later, so that it still has time when the first has none.
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const other = link.readItem('os')
    expect(await hung).toBeNull()
    expect(await other).toBe(`fine ${fork.pids[1]}`)
    await vi.waitFor(() => expect(isRunning(fork.pids[0] ?? 0)).toBe(false))
    expect(logged()).toContain('machine-name could not be read')
  })

  it('finds the question that a process ends at, and answers all others', async () => {
    const fork = forkNode(unruly)
    const link = open(fork)
    const answers = await Promise.all([
      link.readItem('cpu'),
      link.readItem('mac-address'),
      link.readItem('cpu'),
      link.readItem('os'),
    ])
    expect(answers).toEqual(['slow', null, 'slow', `fine ${fork.pids.at(-1)}`])
    // What was asked anew was asked one by one: the last process was asked nothing that ended it.
    expect(await link.readItem('memory')).toBe('cpu,os,memory')
  })

  it('refuses what does not fit, at once and without telling what it was', async () => {
    const fork = forkNode(unruly)
    const link = open(fork)
    expect(await link.readItem('volume-serial')).toBeNull()
    expect(await link.readItem('free-space')).toBeNull()
    expect(await link.readMachine()).toMatchObject({ platform: 'linux', name: null, proxy: null })
    expect(await link.readItem('os')).toBe(`fine ${fork.pids[0]}`)
    expect(logged()).toContain('did not fit')
    expect(logged()).not.toContain('secret')
  })

  it('hears no answer of another kind', async () => {
    expect(await open(undefined, { answerMs: 1000, idleMs: 60_000 }).readItem('browser')).toBeNull()
  })

  it('ends what a hung reader had started', async () => {
    let started = 0
    const fork = forkNode(unruly)
    const listening: ForkReader = () => {
      const child = fork()
      return {
        ...child,
        onMessage: (listener) =>
          child.onMessage((message) => {
            if ((message as ReaderNote).note === 'started') started = (message as ReaderNote).pid
            listener(message)
          }),
      }
    }
    expect(await open(listening, { answerMs: 1500, idleMs: 60_000 }).readItem('mail')).toBeNull()
    expect(started).toBeGreaterThan(1)
    await vi.waitFor(() => expect(isRunning(started)).toBe(false))
  })

  it('makes an area that could not be read an unread one, in the order that was asked', async () => {
    const { areas, checkedAt } = await open().checkPc(['memory', 'disk', 'firewall', 'updates'], () => true)
    expect(areas.map(({ id, state }) => [id, state])).toEqual([
      ['memory', 'good'],
      ['disk', 'unread'],
      ['firewall', 'good'],
      ['updates', 'good'],
    ])
    expect(areas[1]).toEqual({ id: 'disk', state: 'unread', finding: 'unreadable', details: [] })
    expect(new Date(checkedAt).toISOString()).toBe(checkedAt)
  })

  it('reads no further area once the session has ended', async () => {
    const { areas } = await open().checkPc(['memory', 'firewall'], () => false)
    expect(areas.map(({ state }) => state)).toEqual(['unread', 'unread'])
  })

  it('has nothing to say where no process can be started', async () => {
    const link = open(() => {
      throw new Error('no such program')
    })
    expect(await link.readItem('os')).toBeNull()
    expect(await link.readMachine()).toEqual({
      platform: 'linux',
      name: null,
      version: null,
      edition: null,
      sMode: null,
      bits: null,
      cpuBits: null,
      clockMhz: null,
      cores: null,
      memoryBytes: null,
      freeBytes: null,
      proxy: null,
    })
    expect((await link.checkPc(['disk'], () => true)).areas).toMatchObject([{ id: 'disk', state: 'unread' }])
  })

  it('ends at once when it is closed, twice too, and starts nothing after', async () => {
    const fork = forkNode(unruly)
    const link = open(fork)
    const waiting = [link.readItem('machine-name'), link.readItem('os')]
    link.close()
    link.close()
    expect(await Promise.all(waiting)).toEqual([null, null])
    expect(await link.readItem('os')).toBeNull()
    expect(fork.pids).toHaveLength(1)
    await vi.waitFor(() => expect(isRunning(fork.pids[0] ?? 0)).toBe(false))
  })
})
