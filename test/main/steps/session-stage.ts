import { openSession } from '../../../src/main/steps/session'
import type { PassedEnvironment } from '../../../src/shared/environment'
import type { Inventory } from '../../../src/shared/inventory'
import type { Approval, Joined } from '../../../src/shared/journey'
import { parseMessage } from '../../../src/shared/parse'
import {
  type AgentToConsole,
  agentToConsole,
  PEER_LIMIT,
  PEER_VERSION,
} from '../../../src/shared/peer-protocol'
import type { EndReason, Signal } from '../../../src/shared/protocol'

const v = PEER_VERSION
export const consoleNonce = 'b2'.repeat(32)
export const key = (byte: string) => Array(32).fill(byte).join(':')
export const description = (byte: string, media = 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel') =>
  `v=0\r\n${media}\r\na=fingerprint:sha-256 ${key(byte)}\r\n`
export const video = 'm=video 9 UDP/TLS/RTP/SAVPF 96'
export const offer: Signal = { type: 'offer', sdp: description('0A') }
export const answer: Signal = { type: 'answer', sdp: description('0C') }
export const say = (message: object) => JSON.stringify({ v, ...message })
export const nonce = say({ type: 'nonce', nonce: consoleNonce })

const joined: Joined = {
  session: 'session-1',
  operator: { name: '佐藤', company: 'みらいネット' },
  joinedAt: '2026-11-01T00:00:00.000Z',
  challenge: 'c4'.repeat(32),
  relayKey: '1d'.repeat(32),
}
export const approval: Approval = {
  verified: { joined, places: [1, 2, 3] },
  approvedAt: joined.joinedAt,
}
export const inventory: Inventory = {
  items: [{ id: 'os', value: 'Windows 11 Pro' }],
  refused: ['machine-name', 'free-space', 'cpu', 'memory'],
}
export const line = { verdict: 'pass', asked: null, advice: 'fine', withheld: false } as const
export const environment: PassedEnvironment = {
  profile: 'default',
  verdict: 'pass',
  checks: [
    { ...line, id: 'os', found: 'Windows 11 Pro 64-bit' },
    { ...line, id: 'memory', found: '16.0 GB' },
  ],
}

export const router = { model: 'WX-1', account: 'user-7', password: 'himitsu' }

/** A session with everything that it said. */
export function opened() {
  const sent: AgentToConsole[] = []
  const ended: EndReason[] = []
  const verified: (readonly number[])[] = []
  const asked: string[] = []
  /** What became of the link, in order. */
  const contact: string[] = []
  const session = openSession(
    { version: '0.1.0', language: 'ja' },
    {
      send: (text) => {
        const parsed = parseMessage(agentToConsole, PEER_VERSION, text, PEER_LIMIT)
        if (!parsed.ok) throw new Error(`${parsed.error} ${parsed.field}`)
        sent.push(parsed.message)
      },
      onVerified: (places) => {
        contact.push('verified')
        verified.push(places)
      },
      onAgain: () => contact.push(`again after ${sent.at(-1)?.type}`),
      onSilence: () => contact.push('silence'),
      onHeard: () => contact.push('heard'),
      onRouterAsked: () => {
        asked.push('router')
        return router
      },
      onRouterHidden: () => asked.push('router hidden'),
      onPcCheckAsked: () => asked.push('pc-check'),
      onDisplayAsked: (display) => asked.push(`display ${display}`),
      onThumbnailsAsked: () => asked.push('thumbnails'),
      onStillAsked: () => asked.push('still'),
      onEnded: (reason) => ended.push(reason),
    },
  )
  return { session, sent, ended, verified, asked, contact }
}
export type Opened = ReturnType<typeof opened>

/** After the certificates and the greeting, up to the words. */
export function greeted(): Opened {
  const stage = opened()
  stage.session.check('local', offer)
  stage.session.check('remote', answer)
  stage.session.opened()
  stage.session.receive(nonce)
  return stage
}

/** After the customer's yes; what was said up to here is forgotten. */
export function agreed(): Opened {
  const stage = greeted()
  stage.session.sendAgreed(approval, environment, inventory)
  stage.sent.length = 0
  stage.contact.length = 0
  return stage
}

/** Another link, with these keys (a byte of each), up to its open channel. */
export function renewed({ session }: Opened, local = '0A', remote = '0C'): void {
  session.renew()
  session.check('local', { type: 'offer', sdp: description(local) })
  session.check('remote', { type: 'answer', sdp: description(remote) })
  session.opened()
}

export const typesOf = (sent: readonly AgentToConsole[]) => sent.map((message) => message.type)
export const sentOf = <T extends AgentToConsole['type']>(sent: readonly AgentToConsole[], type: T) =>
  sent.find((message): message is Extract<AgentToConsole, { type: T }> => message.type === type)
