import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hasSecureInput, watchSecureInput } from '../../../src/main/sensors/secure-input'
import { z } from '../../../src/shared/zod'

const { outputs } = z
  .object({ outputs: z.record(z.string(), z.array(z.string())) })
  .parse(JSON.parse(readFileSync(resolve('test/fixtures/sensors/secure-input.json'), 'utf8')))
const output = (name: string): string => (outputs[name] ?? []).join('\n')

describe('whether a Mac says that a password is typed', () => {
  it.each([
    ['nothing typed', false],
    ['a password is typed', true],
    ['with spaces', true],
    ['given back', false],
    ['in a session that was switched away from', false],
    ['in the session that is seen', true],
    ['no session', null],
    ['another thing', null],
  ] as const)('is read from its sessions: %s', (name, holds) => {
    expect(output(name)).not.toBe('')
    expect(hasSecureInput(output(name))).toBe(holds)
  })
})

describe('the watch over it', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('asks by a short question with an absolute path, once a second, until it is ended', async () => {
    const asked: string[] = []
    const answers = ['nothing typed', 'a password is typed', 'another thing'].map(output)
    const heard: (boolean | null)[] = []
    const run = async (program: string, words: readonly string[]) => {
      asked.push([program, ...words].join(' '))
      const answer = answers.shift()
      if (answer === undefined) throw new Error('took too long')
      return answer
    }
    const stop = watchSecureInput({ run })((holds) => heard.push(holds))
    await vi.advanceTimersByTimeAsync(3500)
    expect(asked).toEqual(Array(4).fill('/usr/sbin/ioreg -l -w 0 -d 1 -k IOConsoleUsers'))
    expect(heard).toEqual([false, true, null, null])
    stop()
    await vi.advanceTimersByTimeAsync(5000)
    expect(asked).toHaveLength(4)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('says nothing after its end, also where it was asking', async () => {
    const heard = vi.fn()
    let answer: (text: string) => void = () => undefined
    const stop = watchSecureInput({ run: () => new Promise((resolve) => (answer = resolve)) })(heard)
    stop()
    answer(output('a password is typed'))
    await vi.advanceTimersByTimeAsync(5000)
    expect(heard).not.toHaveBeenCalled()
  })
})
