import type { BrowserContext, Page } from '@playwright/test'

type Seen = { readonly tracks: string[]; readonly messages: string[]; readonly descriptions: string[] }

/** Notes everything that arrives over any peer connection of the pages of a context. Before the page is opened. */
export async function recordPeers(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const seen = { tracks: [] as string[], messages: [] as string[], descriptions: [] as string[] }
    const listen = (channel: RTCDataChannel) =>
      channel.addEventListener('message', ({ data }) => {
        seen.messages.push(typeof data === 'string' ? data : new TextDecoder().decode(data))
      })
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        this.addEventListener('track', ({ track }) => seen.tracks.push(track.kind))
        this.addEventListener('datachannel', ({ channel }) => listen(channel))
        this.addEventListener('signalingstatechange', () => {
          seen.descriptions.push(this.remoteDescription?.sdp ?? '')
        })
      }
    }
    Object.assign(window, { seenByPeers: seen })
  })
}

export const seenByPeers = (page: Page): Promise<Seen> =>
  page.evaluate(() => (window as unknown as { seenByPeers: Seen }).seenByPeers)

/** The names of the messages that came over the data channel, `alive` left out. */
export const messageTypes = ({ messages }: Seen): string[] =>
  messages
    .map((text) => String((JSON.parse(text) as { type: unknown }).type))
    .filter((type) => type !== 'alive')
