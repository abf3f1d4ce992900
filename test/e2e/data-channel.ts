import type { BrowserContext, Page } from '@playwright/test'

type Kept = { channel?: RTCDataChannel }

/** Keeps hold of the channel that the console speaks over. Before the page is opened. */
export async function keepChannel(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const send: (this: RTCDataChannel, data: string) => void = RTCDataChannel.prototype.send
    Object.assign(RTCDataChannel.prototype, {
      send(this: RTCDataChannel, data: string) {
        Object.assign(window, { channel: this })
        send.call(this, data)
      },
    })
  })
}

/** Says what a console would never say, or not at this time. */
export const sayByForce = (page: Page, message: object): Promise<void> =>
  page.evaluate((text) => {
    const { channel } = window as unknown as Kept
    if (channel === undefined) throw new Error('nothing was said yet')
    channel.send(text)
  }, JSON.stringify(message))
