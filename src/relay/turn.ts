import { createHash, createHmac } from 'node:crypto'
import type { IceServer } from '../shared/protocol'
import { z } from '../shared/zod'
import { type Clock, minute, second } from './clock'

/** `secret` is null where there are STUN servers only, which need no account. */
export type TurnSettings = {
  readonly urls: readonly string[]
  readonly secret: string | null
  readonly minutes: number
}

const host = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,130}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])`
// As browsers take them (RFC 7064, RFC 7065): a STUN address has no transport, and `turns` is TLS over TCP.
const address = new RegExp(
  String.raw`^(?:stun:${host}(?::(\d{1,5}))?|turn:${host}(?::(\d{1,5}))?(?:\?transport=(?:udp|tcp))?|turns:${host}(?::(\d{1,5}))?(?:\?transport=tcp)?)$`,
)
const isAddress = (text: string): boolean => {
  const [whole, ...ports] = address.exec(text) ?? []
  const port = Number(ports.find((digits) => digits !== undefined) ?? 1)
  return whole !== undefined && port >= 1 && port <= 65_535
}

/** "turn:turn.example.jp:3478?transport=udp,turns:turn.example.jp:443?transport=tcp" as a list. */
export const turnUrls = z
  .string()
  .transform((text) => text.split(',').map((url) => url.trim()))
  .pipe(z.array(z.string().refine(isAddress)).min(1).max(8))

export const needsSecret = (urls: readonly string[]): boolean => urls.some((url) => !url.startsWith('stun:'))

/** The servers that a picture may go through, with an account for one session that runs out by itself. */
export type Turn = {
  /** What both ends of a session are handed: the same for the same second, and a later end with every resume. */
  serversFor(session: string): IceServer[]
}

/**
 * Accounts as coturn makes them out by its `static-auth-secret` (draft-uberti-behave-turn-rest-00): nobody has to tell
 * the TURN server of a session. The name holds the time it runs out, in seconds since 1970, and so much of a hash that
 * the server's log can be matched with the audit by who has both; it says nothing of anybody.
 */
export function createTurn({ urls, secret, minutes }: TurnSettings, clock: Clock): Turn {
  const stun = urls.filter((url) => url.startsWith('stun:'))
  const turn = urls.filter((url) => !url.startsWith('stun:'))
  return {
    serversFor(session) {
      const until = Math.floor((clock() + minutes * minute) / second)
      const username = `${until}:${createHash('sha256').update(session).digest('hex').slice(0, 16)}`
      const servers: IceServer[] = stun.length > 0 ? [{ urls: stun }] : []
      if (turn.length === 0 || secret === null) return servers
      const credential = createHmac('sha1', secret).update(username).digest('base64')
      return [...servers, { urls: turn, username, credential }]
    },
  }
}
