import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type ReaderAnswer, readerAnswer, type readerRequest } from '../../src/main/reader/protocol'
import { readItemIds } from '../../src/shared/inventory'
import { pcCheckAreaIds } from '../../src/shared/pc-check'
import type { z } from '../../src/shared/zod'
import { Refusal } from '../refusal'
import { ROOT } from '../root'

type Request = z.input<typeof readerRequest>
type Question = Request extends infer One ? (One extends unknown ? Omit<One, 'id'> : never) : never

export type ReaderTimes = {
  /** Milliseconds of each reader by itself, by its name, one number for each run. */
  readonly alone: Readonly<Record<string, readonly number[]>>
  /** From asking for all items at once to the last answer, in a process that already runs. */
  readonly together: readonly number[]
  /** What could not be read here. */
  readonly unread: readonly string[]
}

/** Asks the built reader over its own protocol, as main does, but started by Node and without a window beside it. */
export async function readerTimes(runs: number): Promise<ReaderTimes> {
  const child = fork(join(ROOT, 'out', 'main', 'reader.cjs'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  try {
    const questions: Array<[string, Question]> = [
      ...readItemIds.map((item): [string, Question] => [item, { read: 'item', item }]),
      ['machine', { read: 'machine' }],
      ...pcCheckAreaIds.map((area): [string, Question] => [
        `check ${area}`,
        { read: 'pc-check', areas: [area] },
      ]),
    ]
    const alone: Record<string, number[]> = Object.fromEntries(questions.map(([name]) => [name, []]))
    const together: number[] = []
    const unread = new Set<string>()
    for (let run = 0; run < runs; run += 1) {
      for (const [name, question] of questions) {
        const answer = await ask(child, question)
        alone[name]?.push(Math.round(answer.ms))
        if (isUnread(answer)) unread.add(name)
      }
      const from = performance.now()
      await Promise.all(readItemIds.map((item) => ask(child, { read: 'item', item })))
      together.push(Math.round(performance.now() - from))
    }
    return { alone, together, unread: [...unread] }
  } finally {
    child.kill('SIGKILL')
  }
}

let next = 0

function ask(child: ChildProcess, question: Question): Promise<ReaderAnswer> {
  const id = next++
  return new Promise((resolve, reject) => {
    const hear = (message: unknown) => {
      const answer = readerAnswer.safeParse(message)
      if (!answer.success || answer.data.id !== id) return
      child.off('message', hear).off('exit', gone)
      resolve(answer.data)
    }
    const gone = () => reject(new Refusal('The reader ended before it answered: see what it wrote above.'))
    child.on('message', hear).once('exit', gone)
    child.send({ ...question, id })
  })
}

function isUnread(answer: ReaderAnswer): boolean {
  if (answer.read === 'item') return answer.value === null
  return answer.read === 'pc-check' && answer.areas.some(({ state }) => state === 'unread')
}

/** Milliseconds to start the least of all programs and see it end: what any reader that starts one pays. */
export async function bareChild(runs: number): Promise<number[]> {
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const from = performance.now()
    await once(spawn(process.platform === 'win32' ? 'where.exe' : 'true', { stdio: 'ignore' }), 'close')
    times.push(Math.round(performance.now() - from))
  }
  return times
}
