import { vi } from 'vitest'
import type { Leaving, RelayEvents, RelayLink } from '../../src/main/relay-link'
import type { LinkCommand } from '../../src/shared/ipc'
import type { Signal } from '../../src/shared/protocol'
import { joined } from './evidence'
import { heard } from './leaving'
import { type Changes, type Stage, stage } from './stage'

export const done = { ok: true }
export const late = { ok: false, error: 'message-late' }
export const say = (message: object) => JSON.stringify({ v: 1, ...message })
export const sdp = (byte: string) =>
  `v=0\r\nm=application 9 a b\r\na=fingerprint:sha-256 ${Array(32).fill(byte).join(':')}\r\n`
const offer: Signal = { type: 'offer', sdp: sdp('0A') }

export type Relay = { readonly events: RelayEvents; readonly said: string[] }
const relays: Relay[] = []
export const lastRelay = (): Relay => {
  const relay = relays.at(-1)
  if (relay === undefined) throw new Error('no relay was opened')
  return relay
}

/**
 * A relay that lets everybody in; what it was told is in `lastRelay().said`.
 * @param hears whether it hears the last word
 */
export const relayStands =
  (hears: () => Leaving = () => heard(true)) =>
  (_url: string, events: RelayEvents): RelayLink => {
    const said: string[] = []
    relays.push({ events, said })
    return {
      join: async () => ({
        ok: true,
        session: joined.session,
        operator: joined.operator,
        challenge: joined.challenge,
        iceServers: [],
        resume: 'r'.repeat(43),
      }),
      signal: (link, signal) => void said.push(`signal ${link} ${signal.type}`),
      progress: (step) => void said.push(`progress ${step}`),
      device: async () => ({ ok: false, error: 'certificate-refused' }),
      reconnectNow: () => void said.push('reconnect'),
      leave: (reason) => {
        said.push(`leave ${reason}`)
        return hears()
      },
    }
  }

const stages: Stage[] = []
/** Nothing of one test goes on in the next. */
export function endAll(): void {
  for (const at of stages.splice(0)) at.support.end('customer')
}

/** The page has lost the link of now. */
export const lose = (at: Stage) => at.support.linkLost({ link: linkOf(at) })

/** The number of the link that main asked for last. */
export const linkOf = ({ commands }: Stage): number =>
  commands.reduce((last, command) => (command.do === 'open' ? command.link : last), 0)

/** The operator's end says something over the link of now. */
export const hear = (at: Stage, message: object) =>
  at.support.linkMessage({ link: linkOf(at), text: say(message) })

/** The page and the operator's end make the link that main asked for, with the operator's key of this byte. */
export function connect(at: Stage, remote = '0C'): void {
  const link = linkOf(at)
  at.support.linkSignal({ link, signal: offer })
  lastRelay().events.onSignal(link, { type: 'answer', sdp: sdp(remote) })
  at.support.linkOpened({ link })
}

export const greet = (at: Stage) => hear(at, { type: 'nonce', nonce: 'b2'.repeat(32) })

/** Loses the link and makes the next one with a page of new keys, up to its words. */
export function renewWith(at: Stage, remote: string): void {
  lose(at)
  connect(at, remote)
  greet(at)
}

export async function toCode(changed: Changes = {}): Promise<Stage> {
  const at = stage(changed)
  stages.push(at)
  await at.preparation.acceptDocuments([])
  await vi.waitFor(() => {
    const screen = at.screen()
    if (screen.name !== 'environment' || screen.verdict === null) throw new Error(screen.name)
  })
  at.preparation.confirmEnvironment()
  await at.preparation.switchItem({ id: 'os', on: true })
  at.preparation.agreeInventory()
  // The journey fetches the relay's code ahead; while that is under way a second import would miss the stand-in.
  await vi.dynamicImportSettled()
  return at
}

export async function toApproval(changed: Changes = {}): Promise<Stage> {
  const at = await toCode(changed)
  await at.support.enterCode('012345')
  connect(at)
  greet(at)
  return at
}

/** Up to a picture that runs. */
export async function toRunning(changed: Changes = {}): Promise<Stage> {
  const at = await toApproval(changed)
  at.support.nameCaller('customer')
  at.support.approve()
  await at.shown()
  return at
}

const shareOf = (commands: readonly LinkCommand[]): number =>
  commands.reduce((last, command) => (command.do === 'share' ? command.share : last), 0)

/** The page says what it sees, as it has to every second. */
export const see = (at: Stage): void => {
  const share = shareOf(at.commands)
  at.support.stream((stream) => stream.seen({ share, marks: 'seen', frames: 'coming' }))
}

/** What the operator's end was told last of this kind. */
export const told = (at: Stage, type: string): object | undefined =>
  at.sent().findLast((message) => message.type === type)
