import { REQUEST, words, XClient } from './x-client'
import type { XPlace } from './x-windows'

/** One row of cells on the screen: a name, the time of drawing, and a check. Black and white, so any codec leaves them. */
export const CELL = 12
export const NAME_BITS = 4
export const TIME_BITS = 32
export const CHECK_BITS = 8
export const CELLS = NAME_BITS + TIME_BITS + CHECK_BITS
/** Where it stands on its display: beside the window of the agent, and below the bar. */
export const CLOCK_AT: XPlace = { x: 24, y: 120, width: CELLS * CELL, height: 2 * CELL }

const CREATE_GC = 55
const PUT_IMAGE = 72
const DEPTH = 24
const INPUT_OUTPUT = 1
const BACK_PIXEL_AND_OVERRIDE = 0b1000000010
const STACK_MODE = 0b1000000
const BELOW = 1
const DRAW_MS = 33
/** From making a picture to its being on the screen. */
const PUT_MS = 20

export type Backdrop = XPlace & { readonly colour: number }

/** A program of somebody else on the customer's desktop, which draws something new thirty times a second. */
export class ScreenClock {
  #timer: NodeJS.Timeout | undefined
  /** When each picture was drawn, and the one that stands there now. */
  readonly #drawn: number[] = []

  private constructor(
    private readonly client: XClient,
    private readonly name: number,
    private readonly window: number,
    private readonly context: number,
  ) {}

  /**
   * @param name 0 to 15, told by every frame that shows this clock
   * @param place of the display on the desktop, in pixels
   * @param backdrop a colour below everything else on that display
   */
  static async on(
    display: string,
    name: number,
    place: { readonly x: number; readonly y: number } = { x: 0, y: 0 },
    backdrop?: Backdrop,
  ): Promise<ScreenClock> {
    const client = await XClient.connect(display)
    if (backdrop !== undefined) {
      const below = await open(client, backdrop, backdrop.colour)
      await client.tell(REQUEST.configureWindow, 0, words(below, STACK_MODE, BELOW))
    }
    const { x, y, ...size } = CLOCK_AT
    const window = await open(client, { ...size, x: place.x + x, y: place.y + y }, 0)
    const context = client.newId()
    await client.tell(CREATE_GC, 0, words(context, window, 0))
    const clock = new ScreenClock(client, name, window, context)
    await clock.#draw()
    clock.#timer = setInterval(() => void clock.#draw().catch(() => clock.stop()), DRAW_MS)
    return clock
  }

  /** Its windows go with the connection. Idempotent. */
  stop(): void {
    clearInterval(this.#timer)
    this.client.close()
  }

  /**
   * Whether that picture can have been on the screen after a time: it stays until the next one is drawn, which on a busy
   * machine may take a while.
   */
  stoodAfter(drawn: number, time: number): boolean {
    const next = this.#drawn.find((one) => one > drawn)
    return next === undefined || next + PUT_MS > time
  }

  /** The picture is one request, so that no capture sees half of it. */
  async #draw(): Promise<void> {
    const { width, height } = CLOCK_AT
    const now = Date.now()
    const row = Buffer.alloc(width * 4)
    cellsOf(this.name, now).forEach((white, cell) => {
      if (white) row.fill(0xff, cell * CELL * 4, (cell + 1) * CELL * 4)
    })
    const head = words(this.window, this.context, 0, 0, 0)
    head.writeUInt16LE(width, 8)
    head.writeUInt16LE(height, 10)
    head.writeUInt8(DEPTH, 17)
    const rows = Array.from({ length: height }, () => row)
    await this.client.tell(PUT_IMAGE, 2, Buffer.concat([head, ...rows]))
    this.#drawn.push(now)
  }
}

/** A window that no window manager touches, above all others. */
async function open(client: XClient, place: XPlace, colour: number): Promise<number> {
  const id = client.newId()
  const body = words(id, client.root, 0, 0, 0, 0, BACK_PIXEL_AND_OVERRIDE, colour, 1)
  body.writeInt16LE(place.x, 8)
  body.writeInt16LE(place.y, 10)
  body.writeUInt16LE(place.width, 12)
  body.writeUInt16LE(place.height, 14)
  body.writeUInt16LE(0, 16)
  body.writeUInt16LE(INPUT_OUTPUT, 18)
  await client.tell(REQUEST.createWindow, 0, body)
  await client.tell(REQUEST.mapWindow, 0, words(id))
  return id
}

/** True = white. */
function cellsOf(name: number, ms: number): boolean[] {
  const time = ms % 2 ** TIME_BITS
  const bits = (value: number, count: number) =>
    Array.from({ length: count }, (_, place) => Math.floor(value / 2 ** (count - 1 - place)) % 2 === 1)
  return [...bits(name, NAME_BITS), ...bits(time, TIME_BITS), ...bits(checkOf(name, time), CHECK_BITS)]
}

/** Neither all black nor all white is a good clock. The page that reads it does the same. */
const checkOf = (name: number, time: number): number =>
  (name * 37 + [0, 8, 16, 24].reduce((sum, shift) => sum * 31 + (Math.floor(time / 2 ** shift) % 256), 7)) %
  251
