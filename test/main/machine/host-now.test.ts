import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { endTree } from '../../../src/main/machine/child-program'
import { createHost } from '../../../src/main/machine/host-now'
import { isRunning } from '../reader/node-child'

const folder = mkdtempSync(join(os.tmpdir(), 'sobani-host-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const running = new Set<number>()
const all: number[] = []
const host = createHost((pid) => {
  running.add(pid)
  all.push(pid)
  return () => running.delete(pid)
})
/** Without a shell of the host's own: this one is the program that is asked for. */
const shell = (script: string) => host.run('/bin/sh', ['-c', script])

describe.runIf(process.platform !== 'win32')('this very machine', () => {
  it('gives what a program wrote, and knows when it has ended', async () => {
    expect(await host.run('echo', ['a b', '$HOME', '; ls'])).toBe('a b $HOME ; ls\n')
    expect(await shell('printf "\\346\\227\\245\\346\\234\\254"')).toBe('日本')
    expect(running.size).toBe(0)
    expect(all.length).toBeGreaterThan(0)
  })

  it('rejects a program that fails, that is missing or that reads', async () => {
    await expect(shell('echo secret; exit 3')).rejects.toThrow('/bin/sh ended with status 3')
    await expect(host.run('sobani-no-such-program', [])).rejects.toThrow('could not be started')
    await expect(shell('kill -9 $$')).rejects.toThrow('ended with status null')
    expect(await shell('cat; echo end')).toBe('end\n')
    expect(running.size).toBe(0)
  })

  it.each(['ESRCH', 'EPERM'])('lets programs be that the system says are gone (%s)', (code) => {
    const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('kill'), { code })
    })
    expect(() => endTree(4711, {})).not.toThrow()
    expect(kill).toHaveBeenCalledExactlyOnceWith(-4711, 'SIGKILL')
    kill.mockRestore()
  })

  it('ends a program that writes without end, or that takes too long, with what it started', async () => {
    await expect(host.run('yes', [])).rejects.toThrow('yes wrote too much')
    const slow = shell(`sleep 60 & echo $! > ${join(folder, 'pid')}; wait`)
    await expect(slow).rejects.toThrow('/bin/sh took too long')
    const started = Number(await host.file(join(folder, 'pid')))
    await vi.waitFor(() => {
      expect(isRunning(started)).toBe(false)
      for (const pid of all) expect(isRunning(pid)).toBe(false)
    })
    expect(running.size).toBe(0)
  }, 10_000)

  it('tells a program nothing of the surroundings but what it needs', async () => {
    vi.stubEnv('SOBANI_SECRET', 'secret')
    vi.stubEnv('https_proxy', 'http://user:secret@proxy')
    const now = createHost()
    expect(await now.run('env', [])).not.toContain('secret')
    expect(now.facts.env.https_proxy).toBe('http://user:secret@proxy')
    expect(now.facts.env.SOBANI_SECRET).toBeUndefined()
    vi.unstubAllEnvs()
  })

  it('reads files, of the kernel too, and no file that is too large or none at all', async () => {
    const path = (name: string) => join(folder, name)
    writeFileSync(path('text'), 'こんにちは')
    writeFileSync(path('wide'), Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('日本', 'utf16le')]))
    writeFileSync(path('most'), Buffer.alloc(1_000_000, 'x'))
    writeFileSync(path('large'), Buffer.alloc(1_000_001, 'x'))
    execFileSync('mkfifo', [path('pipe')])
    expect(await host.file(path('text'))).toBe('こんにちは')
    expect(await host.file(path('wide'))).toBe('日本')
    expect(await host.file(path('most'))).toHaveLength(1_000_000)
    await expect(host.file(path('large'))).rejects.toThrow('too large')
    await expect(host.file(path('pipe'))).rejects.toThrow('not a file')
    await expect(host.file(folder)).rejects.toThrow('not a file')
    await expect(host.file(path('missing'))).rejects.toThrow('ENOENT')
    if (process.platform === 'linux') expect(await host.file('/proc/self/status')).toMatch(/^Name:/)
  })

  it('lists folders, follows links and measures drives', async () => {
    const path = (name: string) => join(folder, name)
    symlinkSync('elsewhere/there', path('link'))
    expect(await host.list(folder)).toContain('link')
    expect(await host.link(path('link'))).toBe(path('elsewhere/there'))
    const { free, total } = await host.space(folder)
    expect(free).toBeGreaterThan(0)
    expect(total).toBeGreaterThanOrEqual(free)
    expect(await host.device(folder)).toBeTypeOf('bigint')
    expect(await host.processes()).toContain('node')
    await expect(host.space(path('missing'))).rejects.toThrow('ENOENT')
  })

  it('says of itself what Node knows', () => {
    expect(host.facts).toMatchObject({ arch: os.arch(), hostname: os.hostname(), home: os.homedir() })
    expect(host.facts.cpus).toHaveLength(os.cpus().length)
    expect(host.facts.memory.total).toBe(os.totalmem())
  })
})
