import { randomBytes } from 'node:crypto'
import { agreedEnvironment, type PassedEnvironment } from '../../shared/environment'
import { assertNever, Breach } from '../../shared/errors'
import { Fingerprints } from '../../shared/fingerprints'
import type { Inventory, Router } from '../../shared/inventory'
import type { Approval, Joined } from '../../shared/journey'
import type { Language } from '../../shared/languages'
import { parseMessage } from '../../shared/parse'
import type { PcCheckResult } from '../../shared/pc-check'
import {
  type AgentToConsole,
  ALIVE_MS,
  consoleToAgent,
  PEER_LIMIT,
  PEER_VERSION,
  SILENCE_MS,
} from '../../shared/peer-protocol'
import { type EndReason, reasonBy, type Signal } from '../../shared/protocol'
import { commit, verificationPlaces } from '../../shared/words'

export type SessionEvents = {
  /** Hands a text to the page's data channel. */
  readonly send: (text: string) => void
  /** The two ends agreed on the words (places in the list). */
  readonly onVerified: (places: readonly number[]) => void
  /** @throws Breach where there is nothing that may be shown */
  readonly onRouterAsked: () => Router
  readonly onRouterHidden: () => void
  /** @throws Breach where it may not be asked */
  readonly onPcCheckAsked: () => void
  readonly onEnded: (reason: EndReason) => void
}

export type Session = ReturnType<typeof openSession>

/**
 * The customer's side of one encrypted connection. The page only carries the bytes: main reads every description and
 * every message, so a page that was taken over can neither add a picture before approval nor send what was refused.
 */
export function openSession(
  _joined: Joined,
  agent: { version: string; language: Language },
  events: SessionEvents,
) {
  const fingerprints = new Fingerprints()
  const nonce = randomBytes(32).toString('hex')
  let greeted = false
  let verified = false
  let approved = false
  let heardAt = Date.now()

  const send = (message: AgentToConsole) => events.send(JSON.stringify(message))

  const beat = setInterval(() => {
    if (!greeted) return
    if (Date.now() - heardAt > SILENCE_MS) events.onEnded('operator-gone')
    else send({ v: PEER_VERSION, type: 'alive' })
  }, ALIVE_MS)

  return {
    /**
     * Every signal passes here, in both directions.
     * @throws Breach where a description changes its certificate, or offers a picture or sound before approval
     */
    check(end: 'local' | 'remote', signal: Signal): void {
      if (signal.type !== 'offer' && signal.type !== 'answer') return
      if (!approved && /^m=(audio|video)/m.test(signal.sdp))
        throw new Breach('message-late', `${end} media before approval`)
      fingerprints.note(end, signal.sdp)
    },

    /** The data channel stands: the greeting begins with the commitment (see words.ts). */
    opened(): void {
      if (greeted) throw new Breach('message-late', 'second opening of the channel')
      greeted = true
      heardAt = Date.now()
      send({
        v: PEER_VERSION,
        type: 'hello',
        agentVersion: agent.version,
        language: agent.language,
        commitment: commit(nonce),
      })
    },

    /** @throws Breach on anything that is not exactly one of the console's messages, in its turn */
    receive(text: string): void {
      const parsed = parseMessage(consoleToAgent, PEER_VERSION, text, PEER_LIMIT)
      if (!parsed.ok) throw new Breach(parsed.error, parsed.field ?? 'data channel')
      heardAt = Date.now()
      switch (parsed.message.type) {
        case 'alive':
          return
        case 'ended':
          events.onEnded(reasonBy('console', parsed.message.reason))
          return
        case 'nonce': {
          const pair = fingerprints.pair
          if (!greeted || verified || pair === null) throw new Breach('message-late', 'nonce')
          verified = true
          send({ v: PEER_VERSION, type: 'reveal', nonce })
          events.onVerified(
            verificationPlaces({
              agentFingerprint: pair.local,
              consoleFingerprint: pair.remote,
              agentNonce: nonce,
              consoleNonce: parsed.message.nonce,
            }),
          )
          return
        }
        case 'router-ask':
          if (!approved) throw new Breach('message-late', 'router-ask')
          send({ v: PEER_VERSION, type: 'router', router: events.onRouterAsked() })
          return
        case 'router-hidden':
          events.onRouterHidden()
          return
        case 'pc-check-ask':
          if (!approved) throw new Breach('message-late', 'pc-check-ask')
          events.onPcCheckAsked()
          return
        default:
          assertNever(parsed.message)
      }
    },

    /** Sends what was agreed to, and only with the customer's approval in hand. */
    sendAgreed(_approval: Approval, environment: PassedEnvironment, inventory: Inventory): void {
      approved = true
      const agreed = inventory.items.map((item) => item.id)
      send({ v: PEER_VERSION, type: 'environment', environment: agreedEnvironment(environment, agreed) })
      send({ v: PEER_VERSION, type: 'inventory', inventory })
    },

    /** Null = the customer refused. */
    sendPcCheck(result: PcCheckResult | null): void {
      send(
        result === null
          ? { v: PEER_VERSION, type: 'pc-check-refused' }
          : { v: PEER_VERSION, type: 'pc-check', result },
      )
    },

    sayEnded(reason: EndReason): void {
      if (greeted) send({ v: PEER_VERSION, type: 'ended', reason })
    },

    /** Idempotent. */
    close(): void {
      clearInterval(beat)
    },
  }
}
