import { type DesktopCapturerSource, desktopCapturer, type NativeImage, screen } from 'electron'
import { sourceOf, THUMBNAIL } from './displays'
import { log } from './log'

export type Thumbnail = { readonly id: string; readonly picture: NativeImage }

const screens = (side: number) =>
  desktopCapturer.getSources({ types: ['screen'], thumbnailSize: { width: side, height: side } })

/** What captures this display and certainly no other; null where there is none. Never rejects. */
export async function sourceFor(display: Electron.Display): Promise<DesktopCapturerSource | null> {
  try {
    // Thumbnails of size 0: the list is wanted, not a picture. Only where the system does not say which is which, the
    // shape of a thumbnail may tell it.
    const displays = screen.getAllDisplays()
    return (
      sourceOf(display, displays, await screens(0)) ?? sourceOf(display, displays, await screens(THUMBNAIL))
    )
  } catch (error) {
    log('stream', 'the displays could not be listed', error)
    return null
  }
}

/** A small picture of every display. */
export async function thumbnails(): Promise<readonly Thumbnail[]> {
  const found = await screens(THUMBNAIL)
  const displays = screen.getAllDisplays()
  return displays.flatMap((display) => {
    const source = sourceOf(display, displays, found)
    return source === null ? [] : [{ id: String(display.id), picture: source.thumbnail }]
  })
}
