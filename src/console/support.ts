import { assertNever, refuse } from '../shared/errors'
import {
  type ConsoleReason,
  type ConsoleResumeReply,
  type ConsoleToRelay,
  consoleResumeReply,
  doneReply,
  type IceServer,
  openReply,
  PROTOCOL_VERSION,
  type RelayToConsole,
} from '../shared/protocol'
import { type Conversation, openConversation } from './conversation'
import { breached, type Ending, endedBy } from './ending'
import { forgetSession, holdSession, type KeptSession, keepSession } from './kept-session'
import type { Meter } from './meter'
import type { Question } from './questions'
import { openRelaySocket } from './relay-socket'
import type { Event } from './screen'
import { resumed, type Talk } from './talk'

/** How long the agent's own word to the relay is waited for, after it told us of an end. */
const AGENT_LEAVES_MS = 2_000
/** A relay that does not answer, or is too busy to let us back, is asked again. */
const RESUME_AGAIN_MS = 1_000
/** A page that was loaded anew does not stay white for longer. */
const RESUME_TRIES = 10
const MOST_EARLY = 64

const v = PROTOCOL_VERSION

/** One support, from asking for a code to the end of its session. */
export type Support = {
  /** The picture, while it may be shown. */
  readonly picture: MediaStream | null
  ask(question: Question): void
  /** The operator gives up the code, or ends the session. Idempotent. */
  end(reason: ConsoleReason): void
}

/** What only its owner makes an event of the screen of: who the operator is, it does not know. */
export type SupportEvent =
  | Exclude<Event, { type: 'resumed' | 'signed-in' }>
  | { readonly type: 'came-back'; readonly at: number }
  | { readonly type: 'not-back'; readonly error: Extract<Event, { type: 'code-refused' }>['error'] }

type Joined = { readonly iceServers: readonly IceServer[]; readonly resumeSeconds: number }

/**
 * Tells the screen's owner, event by event, how it goes; after its last event it is closed and says nothing more.
 * @param kept a session that this page comes back to, instead of asking for a code
 */
export function openSupport(
  kept: KeptSession | null,
  meter: Meter,
  tell: (event: SupportEvent) => void,
): Support {
  // The keys of all links of this session, and of no other: with the same ones the words stay.
  const certificate = RTCPeerConnection.generateCertificate({
    name: 'ECDSA',
    namedCurve: 'P-256',
  } as EcKeyGenParams)
  let session = kept
  let conversation: Conversation | null = null
  let code: 'none' | 'asked' | 'open' = 'none'
  let connected = false
  /** The relay knows that this connection is the session's. */
  let seated = false
  let tries = 0
  const early: RelayToConsole[] = []
  let over = false

  /** The one way out, once. */
  const close = (ending: Ending, last: SupportEvent | null) => {
    if (over) return
    over = true
    // Where the relay could not be asked, the page may be loaded once more.
    if (session !== null && !(last?.type === 'not-back' && last.error !== 'session-over')) forgetSession()
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
    if (conversation === null) {
      if (session !== null) return close(ending, { type: 'not-back', error: 'session-over' })
      return close(ending, codeGone(code, ending))
    }
    // Without the relay we are the operator who is gone; here it reads as what it is.
    const reason = !connected && ending.reason === 'operator-gone' ? 'relay-lost' : ending.reason
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

  const begin = ({ iceServers, resumeSeconds }: Joined, before: Talk | null) => {
    conversation = openConversation({
      iceServers,
      certificate,
      resumeSeconds,
      resumed: before,
      onSignal: async (link, signal) => {
        // What is lost with the relay is made up for by the next link.
        if (!seated) return
        const reply = await send({ v, type: 'signal', link, signal })
        if (!reply.ok && reply.error !== 'relay-unreachable' && seated)
          finish(breached(reply.error, 'signal'))
      },
      onTalk: (talk) => tell({ type: 'talked', talk }),
      onContact: (contact) => tell({ type: 'contact', contact }),
      onConnection: (connection) => meter.follow(connection),
      onLinkClosed: () => tell({ type: 'link-closed' }),
      onEnding: finish,
    })
  }
  const join = (joined: RelayToConsole & { type: 'joined' }) => {
    seated = true
    session = { session: joined.session, token: joined.resume, first: null, stills: 0 }
    keepSession(session)
    void holdSession(joined.session)
    tell({ type: 'joined', at: Date.now() })
    begin(joined, null)
  }

  const resume = async (own: KeptSession) => {
    const { token } = own
    const reply = await socket.send({ v, type: 'resume', session: own.session, token }, consoleResumeReply)
    if (over || !connected) return
    if (reply.ok) return back(reply)
    if (reply.error === 'session-over') return finish(endedBy('relay-lost', 'relay'))
    tries += 1
    if (conversation === null && tries >= RESUME_TRIES)
      return close(endedBy('failed', 'relay'), { type: 'not-back', error: reply.error })
    setTimeout(() => {
      if (!over && connected) void resume(own)
    }, RESUME_AGAIN_MS)
  }
  const back = (reply: ConsoleResumeReply & { ok: true }) => {
    seated = true
    if (conversation === null) {
      tell({ type: 'came-back', at: Math.min(Date.now(), Date.parse(reply.joinedAt)) })
      const before = resumed(reply.progress !== 'none', reply.device)
      tell({ type: 'talked', talk: before })
      begin(reply, before)
    }
    tell({ type: 'relay', state: 'ready' })
    for (const message of early.splice(0)) hear(message)
    conversation?.use(reply.iceServers)
    conversation?.relay(true)
    conversation?.peer(reply.present)
    if (reply.progress !== 'none') conversation?.approved()
    if (reply.device !== null) conversation?.device(reply.device)
  }

  const hear = (message: RelayToConsole) => {
    if (message.type === 'ended') return finish(endedBy(message.reason, 'relay'))
    if (message.type === 'joined') {
      if (conversation !== null || code !== 'open') return finish(breached('message-late', 'joined'))
      return join(message)
    }
    if (conversation === null) {
      // Over HTTP polling it can come in one piece with the reply that it belongs behind.
      if (session !== null && early.length < MOST_EARLY) early.push(message)
      else finish(breached('message-late', message.type))
      return
    }
    switch (message.type) {
      case 'signal':
        return conversation.signal(message.link, message.signal)
      case 'peer':
        return conversation.peer(message.present)
      case 'progress':
        return conversation.approved()
      case 'device':
        return conversation.device(message.device)
      default:
        return assertNever(message)
    }
  }

  const socket = openRelaySocket({
    onConnected: () => {
      connected = true
      if (over) return
      if (session !== null) void resume(session)
      else if (code === 'none') void askCode()
    },
    onLost: () => {
      connected = false
      seated = false
      if (over) return
      if (conversation !== null) {
        tell({ type: 'relay', state: 'lost' })
        conversation.relay(false)
        return
      }
      // The relay forgets a code with the connection that asked for it: it must not be read out any more.
      if (session === null) finish(endedBy('relay-lost', 'relay'))
    },
    onRefused: (error) => {
      if (conversation !== null) return finish(endedBy('relay-lost', 'relay'))
      const last: SupportEvent =
        session === null ? { type: 'code-refused', error } : { type: 'not-back', error }
      close(endedBy('failed', 'relay'), last)
    },
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
function codeGone(code: 'none' | 'asked' | 'open', ending: Ending): SupportEvent {
  if (code === 'open') return { type: ending.reason === 'code-expired' ? 'code-expired' : 'code-void' }
  const { error } = ending.refused ?? refuse('relay-unreachable')
  return { type: 'code-refused', error }
}
