import type { Page } from '@playwright/test'

export type Overheard = {
  /** Types of the data channel's messages, each once. */
  readonly said: readonly string[]
  /** Frames that came over the network, whether or not the page shows them. */
  readonly frames: number
}

/** From the next load on, and over all its connections: what reaches this browser is noted below the page: as an operator would who changed the console. */
export const overhear = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const connections: RTCPeerConnection[] = []
    const said = new Set<string>()
    const Own = window.RTCPeerConnection
    class Listening extends Own {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        connections.push(this)
        this.addEventListener('datachannel', ({ channel }) => {
          channel.addEventListener('message', ({ data }) => {
            const text = typeof data === 'string' ? data : new TextDecoder().decode(data as ArrayBuffer)
            said.add(String((JSON.parse(text) as { type: unknown }).type))
          })
        })
      }
    }
    window.RTCPeerConnection = Listening
    Object.assign(window, { overheard: { connections, said } })
  })

export const overheard = (page: Page): Promise<Overheard> =>
  page.evaluate(async () => {
    const { connections, said } = (
      window as unknown as { overheard: { connections: RTCPeerConnection[]; said: Set<string> } }
    ).overheard
    let frames = 0
    for (const connection of connections)
      for (const [, stat] of await connection.getStats())
        if (stat.type === 'inbound-rtp') frames += Number(stat.framesReceived ?? 0)
    return { said: [...said].sort(), frames }
  })
