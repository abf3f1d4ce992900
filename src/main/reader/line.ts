import { log } from '../log'
import { endTree } from '../machine/child-program'
import { type ReaderAnswer, type ReaderRequest, readerAnswer, readerNote } from './protocol'
import type { ForkReader, ReaderProcess } from './reader-process'

type Without<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never
export type Question = Without<ReaderRequest, 'id'>

type Pending = {
  readonly request: ReaderRequest
  sent: boolean
  /** Tells whoever asked; what comes next is not its concern. */
  readonly finish: (answer: ReaderAnswer | null) => void
}

/**
 * Questions and answers with the one process there is at a time: started for the first question, ended some time after
 * the last answer, and ended at once when a question takes too long. What others had asked of it is then asked anew, one
 * by one (any of them may be what spoils it), within the time that each has left.
 */
export function createLine(fork: ForkReader, limits: { readonly answerMs: number; readonly idleMs: number }) {
  const pending = new Map<number, Pending>()
  let running: { readonly reader: ReaderProcess; readonly started: Set<number> } | null = null
  let oneByOne = false
  let idle: NodeJS.Timeout | undefined
  let next = 0
  let closed = false

  /** It is not asked to go, for it may hang; and what it started would outlive it. */
  function end(): void {
    clearTimeout(idle)
    if (running === null) return
    const { reader, started } = running
    running = null
    for (const pid of started) endTree(pid, process.env)
    reader.kill()
  }

  function start(): ReaderProcess {
    if (running !== null) return running.reader
    const own = { reader: fork(), started: new Set<number>() }
    running = own
    own.reader.onMessage((message) => {
      if (running === own) hear(own.started, message)
    })
    own.reader.onExit(() => {
      if (running === own) endedByItself()
    })
    return own.reader
  }

  function hear(started: Set<number>, message: unknown): void {
    const note = readerNote.safeParse(message)
    if (note.success && note.data.note === 'started') started.add(note.data.pid)
    if (note.success && note.data.note === 'ended') started.delete(note.data.pid)
    if (note.success) return
    const answer = readerAnswer.safeParse(message)
    if (answer.success) {
      const asked = pending.get(answer.data.id)
      if (asked?.request.read === answer.data.read) settle(asked, answer.data)
      return
    }
    log('reader', 'an answer did not fit')
    // It is no answer, but whoever asked need not wait for the time limit.
    const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : null
    const asked = typeof id === 'number' ? pending.get(id) : undefined
    if (asked !== undefined) settle(asked, null)
  }

  function endedByItself(): void {
    log('reader', 'the process ended by itself')
    const [first, second] = [...pending.values()].filter(({ sent }) => sent)
    end()
    if (first !== undefined && second === undefined) first.finish(null)
    askAnew()
  }

  function askAnew(): void {
    for (const asked of pending.values()) asked.sent = false
    oneByOne = pending.size > 0
    sendWaiting()
  }

  function sendWaiting(): void {
    for (const asked of [...pending.values()]) {
      if (oneByOne && [...pending.values()].some(({ sent }) => sent)) return
      if (asked.sent) continue
      asked.sent = true
      try {
        start().send(asked.request)
      } catch (error) {
        log('reader', 'the process could not be started', error)
        settle(asked, null)
      }
    }
  }

  function settle(asked: Pending, answer: ReaderAnswer | null): void {
    asked.finish(answer)
    if (pending.size > 0) sendWaiting()
    else {
      oneByOne = false
      idle = setTimeout(end, limits.idleMs)
    }
  }

  function tookTooLong(asked: Pending): void {
    asked.finish(null)
    // One that only waited behind another says nothing of the process.
    if (!asked.sent) return
    log('reader', 'a question took too long')
    end()
    askAnew()
  }

  return {
    /** Null where there was no fitting answer in time. */
    ask(question: Question): Promise<ReaderAnswer | null> {
      if (closed) return Promise.resolve(null)
      clearTimeout(idle)
      const id = next++
      return new Promise((resolve) => {
        const timer = setTimeout(() => tookTooLong(asked), limits.answerMs)
        const finish = (answer: ReaderAnswer | null) => {
          pending.delete(id)
          clearTimeout(timer)
          resolve(answer)
        }
        const asked: Pending = { request: { ...question, id }, sent: false, finish }
        pending.set(id, asked)
        sendWaiting()
      })
    },

    /** Ends the process at once where nothing is asked of it; the next question starts another. */
    rest(): void {
      if (pending.size === 0) end()
    },

    close(): void {
      closed = true
      end()
      for (const asked of [...pending.values()]) asked.finish(null)
    },
  }
}
