import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { promptsScript, type Watched, watchProgram } from '../../../src/main/sensors/prompts'
import { isRunning } from '../reader/node-child'

const folder = mkdtempSync(join(tmpdir(), 'sobani-prompts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const stops: Array<() => void> = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

/** A shell stands in for the one that stays; its process is a real one. */
function watched(script: string, change: Partial<Watched> = {}) {
  const heard: (boolean | null)[] = []
  const parts = { program: '/bin/sh', words: ['-c', script], env: process.env, silent: 5000, again: 60_000 }
  const stop = watchProgram({ ...parts, ...change })((holds) => heard.push(holds))
  stops.push(stop)
  return { heard, stop }
}

describe('the script that looks for prompts', () => {
  it('holds nothing from outside but a number, and no quote that would have to be escaped', () => {
    const script = promptsScript(4711)
    expect(script).toContain('Get-Process -Id 4711')
    expect(script).toContain('consent,CredentialUIBroker,LogonUI')
    expect(script).not.toContain('"')
  })
})

describe.runIf(process.platform !== 'win32')('the program that stays', () => {
  it('is heard line by line', async () => {
    const { heard } = watched(
      "printf '0\\r\\n1\\r\\n'; sleep 0.1; printf 0; sleep 0.1; printf '\\nwhat\\n'; sleep 60",
    )
    await vi.waitFor(() => expect(heard).toEqual([false, true, false, null]), 4000)
  })

  it('is ended with all it started', async () => {
    const file = join(folder, 'pid')
    const { heard, stop } = watched(`sleep 60 & echo $! > ${file}; echo 1; wait`)
    await vi.waitFor(() => expect(heard).toEqual([true]), 4000)
    const started = Number(readFileSync(file, 'utf8'))
    expect(isRunning(started)).toBe(true)
    stop()
    await vi.waitFor(() => expect(isRunning(started)).toBe(false), 4000)
    expect(heard).toEqual([true])
  })

  it('is started again after it ended, and says meanwhile that nothing is known', async () => {
    const { heard } = watched('echo 1; exit 3', { again: 50 })
    await vi.waitFor(() => expect(heard.slice(0, 4)).toEqual([true, null, true, null]), 4000)
  })

  it('is ended where it falls silent or writes without end', async () => {
    const silent = watched('echo 0; sleep 60', { silent: 200 })
    const endless = watched('exec cat /dev/zero')
    const missing = watched('', { program: '/no/such/program' })
    await vi.waitFor(() => {
      expect(silent.heard).toEqual([false, null])
      expect(endless.heard).toEqual([null])
      expect(missing.heard).toEqual([null])
    }, 4000)
  })
})
