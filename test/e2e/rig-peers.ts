import type { Page } from '@playwright/test'

/** The path that WebRTC chose, as one end tells it. */
export type Path = {
  readonly local: string
  /** How this end talks to its TURN server; null without one. */
  readonly relayProtocol: string | null
  readonly remote: string
}

type Peer = {
  connection: RTCPeerConnection
  channel: RTCDataChannel
  heard: string[]
  /** Candidates that came before the description they belong to. */
  early: string[]
}
type PeerWindow = Window & { peer: Peer; found(candidate: string): void }

/** @param found told each candidate of this page, as JSON */
async function ready(
  page: Page,
  servers: readonly RTCIceServer[],
  found: (candidate: string) => Promise<void>,
): Promise<void> {
  await page.exposeFunction('found', found)
  await page.evaluate((iceServers) => {
    const connection = new RTCPeerConnection({ iceServers: [...iceServers] })
    const channel = connection.createDataChannel('data', { negotiated: true, id: 0 })
    const heard: string[] = []
    channel.addEventListener('message', ({ data }) => heard.push(String(data)))
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate !== null) (window as unknown as PeerWindow).found(JSON.stringify(candidate))
    })
    Object.assign(window, { peer: { connection, channel, heard, early: [] } })
  }, servers)
}

/** Takes the other's description, if there is one yet, and makes its own. */
const describe = (page: Page, given: string | null): Promise<string> =>
  page.evaluate(async (given) => {
    const { connection, early } = (window as unknown as PeerWindow).peer
    if (given !== null) await connection.setRemoteDescription(JSON.parse(given) as RTCSessionDescriptionInit)
    if (connection.signalingState !== 'stable' || given === null) await connection.setLocalDescription()
    for (const one of early.splice(0))
      await connection.addIceCandidate(JSON.parse(one) as RTCIceCandidateInit)
    return JSON.stringify(connection.localDescription)
  }, given)

const addCandidate = (page: Page, candidate: string): Promise<void> =>
  page.evaluate(async (candidate) => {
    const { connection, early } = (window as unknown as PeerWindow).peer
    if (connection.remoteDescription === null) early.push(candidate)
    else await connection.addIceCandidate(JSON.parse(candidate) as RTCIceCandidateInit)
  }, candidate)

/**
 * Connects a data channel of two pages; the test carries the signalling. Candidates go as they are found: where packets
 * vanish, waiting for all of them takes minutes.
 */
export async function connectPeers(one: Page, other: Page, servers: readonly RTCIceServer[]): Promise<void> {
  await Promise.all([
    ready(one, servers, (candidate) => addCandidate(other, candidate)),
    ready(other, servers, (candidate) => addCandidate(one, candidate)),
  ])
  const answer = await describe(other, await describe(one, null))
  await describe(one, answer)
  await Promise.all([one, other].map((page) => page.waitForFunction(isOpen)))
}

const isOpen = () => (window as unknown as PeerWindow).peer.channel.readyState === 'open'

/** Sends a word, and waits until the other end has it. */
export async function say(from: Page, to: Page, word: string, timeout = 10_000): Promise<void> {
  await from.evaluate((word) => (window as unknown as PeerWindow).peer.channel.send(word), word)
  await to.waitForFunction((word) => (window as unknown as PeerWindow).peer.heard.includes(word), word, {
    timeout,
  })
}

export const pathOf = (page: Page): Promise<Path> =>
  page.evaluate(async () => {
    const { connection } = (window as unknown as PeerWindow).peer
    const all = [...(await connection.getStats()).values()] as Record<string, unknown>[]
    const chosen = all.find(({ type }) => type === 'transport')?.selectedCandidatePairId
    const pair = all.find(({ id }) => id === chosen)
    const local = all.find(({ id }) => id === pair?.localCandidateId)
    const remote = all.find(({ id }) => id === pair?.remoteCandidateId)
    const { relayProtocol } = local ?? {}
    return {
      local: String(local?.candidateType),
      relayProtocol: relayProtocol === undefined ? null : String(relayProtocol),
      remote: String(remote?.candidateType),
    }
  })
