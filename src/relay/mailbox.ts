import type { Socket } from 'socket.io'
import { type Refusal, refuse } from '../shared/errors'
import { parseMessage } from '../shared/parse'
import { doneReply, PROTOCOL_VERSION, WIRE_LIMIT } from '../shared/protocol'
import type { z } from '../shared/zod'
import { describeError } from './log'
import type { Services } from './services'

type Reply = { readonly ok: boolean }

type Box<Message> = {
  readonly schema: z.ZodType<Message>
  /** Salted address, for counting. */
  readonly address: string
  /** Answers a reply that was parsed with the message's own reply schema. */
  handle(message: Message): Promise<Reply>
}

/** What came in on one socket is handled one at a time, in order: an offer cannot overtake the join before it. */
export type Mailbox = {
  /** Puts a task at the end of the line. */
  then(where: string, task: () => Promise<void> | void): void
  settled(): Promise<void>
}

/** Undefined where there is none: some thousand levels deep the writer's own stack ends, and no message of ours has ten. */
function textOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined
    throw error
  }
}

/** The gate of every socket: size, version, name and shape are checked here, and each fault is answered by name. */
export function receive<Message>(socket: Socket, box: Box<Message>, services: Services): Mailbox {
  const { limits, log } = services
  let line = Promise.resolve()
  const then = (where: string, task: () => Promise<void> | void) => {
    line = line
      .then(task)
      .catch((error: unknown) =>
        log.error({ where, ...describeError(error) }, 'a message could not be handled'),
      )
  }

  async function replyTo(event: string, args: readonly unknown[]): Promise<Reply> {
    if (event !== 'message') return refuse('message-unknown', 'event')
    if (args.length !== 1) return refuse('message-malformed')
    // Payloads arrive as values. Their text is what has a length, and reading it again leaves only plain JSON.
    const parsed = parseMessage(box.schema, PROTOCOL_VERSION, textOf(args[0]), WIRE_LIMIT)
    if (!parsed.ok) return parsed
    try {
      return await box.handle(parsed.message)
    } catch (error) {
      log.error(
        { where: `${socket.nsp.name} message`, ...describeError(error) },
        'a message could not be handled',
      )
      return refuse('internal')
    }
  }

  socket.onAny((event: string, ...args: unknown[]) => {
    const last = args.at(-1)
    const answer = typeof last === 'function' ? (reply: Reply) => last(reply) : null
    const payload = answer === null ? args : args.slice(0, -1)
    const respond = (reply: Reply) => {
      if (answer !== null) answer(reply)
      // Nobody asked for an answer, and still no refusal is silent.
      else if (!reply.ok) socket.emit('refused', doneReply.parse(reply))
    }
    if (!limits.messagesPerSocket.take(socket.id) || !limits.messagesPerAddress.take(box.address)) {
      if (!limits.refusedMessages.take(socket.id)) socket.disconnect(true)
      else respond(refuse('too-many-attempts') satisfies Refusal)
      return
    }
    then(`${socket.nsp.name} message`, async () => respond(await replyTo(event, payload)))
  })

  return { then, settled: () => line }
}
