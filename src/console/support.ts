import { assertNever, refuse } from '../shared/errors'
import {
  type ConsoleToRelay,
  doneReply,
  type EndReason,
  openReply,
  PROTOCOL_VERSION,
  type RelayToConsole,
} from '../shared/protocol'
import { type Conversation, openConversation } from './conversation'
import { breached, type Ending, endedBy } from './ending'
import { openRelaySocket } from './relay-socket'
import type { Event } from './screen'
import type { Question } from './talk'

/** How long a lost relay may stay away in a session. */
const RELAY_LOST_MS = 5_000
/** How long the agent's own word to the relay is waited for, after it told us of an end. */
const AGENT_LEAVES_MS = 2_000

const v = PROTOCOL_VERSION

/** One support, from asking for a code to the end of its session. */
export type Support = {
  /** The picture, while it may be shown. */
  readonly picture: MediaStream | null
  ask(question: Question): void
  /** The operator gives up the code, or ends the session. Idempotent. */
  end(reason: EndReason): void
}

/** Tells the screen's owner, event by event, how it goes; after its last event it is closed and says nothing more. */
export function openSupport(tell: (event: Event) => void): Support {
  let conversation: Conversation | null = null
  let code: 'none' | 'asked' | 'open' = 'none'
  let lost: ReturnType<typeof setTimeout> | null = null
  let over = false

  /** The one way out, once. */
  const close = (ending: Ending, last: Event | null) => {
    if (over) return
    over = true
    if (lost !== null) clearTimeout(lost)
    conversation?.close(ending.by === 'here' ? ending.reason : null)
    part(ending)
    if (last !== null) tell(last)
  }
  /** The relay hears of the end from whoever brought it about: a second, different reason would reach the records. */
  const part = ({ by, reason }: Ending) => {
    switch (by) {
      case 'here':
        return void send({ v, type: 'leave', reason }).finally(() => socket.close())
      case 'agent':
        return void setTimeout(() => socket.close(), AGENT_LEAVES_MS)
      case 'relay':
        return socket.close()
      default:
        return assertNever(by)
    }
  }
  const finish = (ending: Ending) => {
    if (conversation === null) return close(ending, codeGone(code, ending))
    // Without the relay we are the operator who is gone; here it reads as what it is.
    const reason = lost !== null && ending.reason === 'operator-gone' ? 'relay-lost' : ending.reason
    close(ending, { type: 'ended', ending: { ...ending, reason }, at: Date.now() })
  }
  const send = (message: ConsoleToRelay) => socket.send(message, doneReply)

  const askCode = async () => {
    code = 'asked'
    const reply = await socket.send({ v, type: 'open' }, openReply)
    if (over) return
    if (!reply.ok) return close(endedBy('failed', 'relay'), { type: 'code-refused', error: reply.error })
    code = 'open'
    tell({ type: 'code-opened', code: reply.code, expiresAt: Date.parse(reply.expiresAt) })
  }

  const join = (joined: RelayToConsole & { type: 'joined' }) => {
    tell({ type: 'joined', at: Date.now() })
    conversation = openConversation({
      iceServers: joined.iceServers,
      onSignal: async (signal) => {
        const reply = await send({ v, type: 'signal', signal })
        if (!reply.ok && reply.error !== 'relay-unreachable') finish(breached(reply.error, 'signal'))
      },
      onTalk: (talk) => tell({ type: 'talked', talk }),
      onLinkClosed: () => tell({ type: 'link-closed' }),
      onEnding: finish,
    })
  }

  const hear = (message: RelayToConsole) => {
    switch (message.type) {
      case 'joined':
        if (conversation !== null || code !== 'open') return finish(breached('message-late', 'joined'))
        return join(message)
      case 'signal':
        if (conversation === null) return finish(breached('message-late', 'signal'))
        return conversation.signal(message.signal)
      case 'progress':
        if (conversation === null) return finish(breached('message-late', 'progress'))
        return conversation.approved()
      case 'device':
        if (conversation === null) return finish(breached('message-late', 'device'))
        return conversation.device(message.device)
      case 'ended':
        return finish(endedBy(message.reason, 'relay'))
      default:
        return assertNever(message)
    }
  }

  const socket = openRelaySocket({
    onConnected: (kept) => {
      if (over) return
      if (conversation === null) {
        if (code === 'none') void askCode()
        return
      }
      // The relay ends a session with the connection it was on: on a new one it knows of none.
      if (!kept) return finish(endedBy('relay-lost', 'relay'))
      if (lost !== null) clearTimeout(lost)
      lost = null
      tell({ type: 'relay', state: 'ready' })
    },
    onLost: () => {
      if (over) return
      // The relay forgets a code with the connection that asked for it: it must not be read out any more.
      if (conversation === null) return finish(endedBy('relay-lost', 'relay'))
      lost = setTimeout(() => finish(endedBy('relay-lost')), RELAY_LOST_MS)
      tell({ type: 'relay', state: 'lost' })
    },
    onRefused: (error) => close(endedBy('failed', 'relay'), { type: 'code-refused', error }),
    onMessage: (message) => {
      if (!over) hear(message)
      else if (message.type === 'ended') socket.close()
    },
    onBreach: (refusal) => {
      if (!over) finish(breached(refusal.error, refusal.field ?? 'relay'))
    },
  })

  return {
    get picture() {
      return conversation?.picture ?? null
    },
    ask: (question) => conversation?.ask(question),
    end: (reason) => {
      if (conversation !== null) finish(endedBy(reason))
      else close(endedBy(reason), null)
    },
  }
}

/** What becomes of the screen when a code ends without a session. */
function codeGone(code: 'none' | 'asked' | 'open', ending: Ending): Event {
  if (code === 'open') return { type: ending.reason === 'code-expired' ? 'code-expired' : 'code-void' }
  const { error } = ending.refused ?? refuse('relay-unreachable')
  return { type: 'code-refused', error }
}
