import { REQUEST, words, XClient, XRefusal } from './x-client'

export type XPlace = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A program's window as the X server has it; places are pixels of the whole desktop. */
export type XWindow = XPlace & {
  readonly id: number
  readonly title: string
  readonly pid: number | null
  /** It and all it is in are mapped; it can still be covered. */
  readonly visible: boolean
}

export type Cover = {
  readonly id: number
  /** Above all others again. */
  raise(): Promise<void>
  remove(): Promise<void>
}

/** How deep a window manager hides a program's window in windows of its own. */
const DEEPEST = 3
const INPUT_OUTPUT = 1

/** Does from outside what other programs, a window manager or a fault can do to the windows of the agent. */
export class XWindows {
  private constructor(readonly client: XClient) {}

  static async on(display: string): Promise<XWindows> {
    return new XWindows(await XClient.connect(display))
  }

  close(): void {
    this.client.close()
  }

  /** The windows that say which process they are of, from the lowest to the highest. */
  async all(): Promise<XWindow[]> {
    const found: XWindow[] = []
    const visit = async (id: number, depth: number): Promise<void> => {
      const pid = await this.#number(id, '_NET_WM_PID')
      if (pid !== null) found.push(await this.#read(id, pid))
      else if (depth < DEEPEST)
        for (const child of await this.#children(id)) await ifThere(visit(child, depth + 1))
    }
    for (const child of await this.#children(this.client.root)) await ifThere(visit(child, 1))
    return found
  }

  async ofProgram(pid: number): Promise<XWindow[]> {
    return (await this.all()).filter((window) => window.pid === pid)
  }

  /**
   * The indicator: the borders in no certain order, and the bar. Those that are unmapped are found too, and those that are
   * gone are not.
   */
  async indicator(pid: number, scale = 1): Promise<{ bar: XWindow | null; borders: XWindow[] }> {
    // The program keeps windows of a few pixels for itself, which are never shown.
    const windows = (await this.ofProgram(pid)).filter((one) => Math.max(one.width, one.height) > 60 * scale)
    const isBorder = (one: XWindow) => Math.min(one.width, one.height) <= 6 * scale
    const isBar = (one: XWindow) => one.height > 6 * scale && one.height <= 120 * scale
    return { bar: windows.find(isBar) ?? null, borders: windows.filter(isBorder) }
  }

  /** As it is now; null once it is gone. */
  async now(window: XWindow): Promise<XWindow | null> {
    try {
      return await this.#read(window.id, window.pid)
    } catch (error) {
      if (error instanceof XRefusal) return null
      throw error
    }
  }

  hide = (window: XWindow): Promise<void> => this.client.tell(REQUEST.unmapWindow, 0, words(window.id))

  show = (window: XWindow): Promise<void> => this.client.tell(REQUEST.mapWindow, 0, words(window.id))

  /** Within its parent, which is the desktop unless a window manager put a frame around it. */
  move = (window: XWindow, x: number, y: number): Promise<void> => this.#configure(window.id, 0b11, x, y)

  resize = (window: XWindow, width: number, height: number): Promise<void> =>
    this.#configure(window.id, 0b1100, width, height)

  raise = (window: XWindow): Promise<void> => this.#configure(window.id, 0b1000000, 0)

  lower = (window: XWindow): Promise<void> => this.#configure(window.id, 0b1000000, 1)

  /** As a click on the cross of its frame would: the program may say no. */
  async askToClose(window: XWindow): Promise<void> {
    await this.#message(window.id, window.id, 'WM_PROTOCOLS', await this.#atom('WM_DELETE_WINDOW'), 0)
  }

  /** Asks the window manager; without one nothing happens. */
  minimise = (window: XWindow): Promise<void> =>
    this.#message(this.client.root, window.id, 'WM_CHANGE_STATE', 3)

  destroy = (window: XWindow): Promise<void> => this.client.tell(REQUEST.destroyWindow, 0, words(window.id))

  /** Takes the program's connection away, as `xkill` does. */
  kill = (window: XWindow): Promise<void> => this.client.tell(REQUEST.killClient, 0, words(window.id))

  /** Into a window that nobody sees: whatever the program does to its own then, it stays out of sight. */
  async imprison(window: XWindow): Promise<void> {
    const { width, height } = window
    const cell = await this.cover({ x: -4 * width, y: -4 * height, width, height })
    await this.client.tell(REQUEST.reparentWindow, 0, words(window.id, cell.id, 0))
  }

  /** Puts a window of our own over that place, above all others and out of reach of a window manager. */
  async cover(place: XPlace, colour = 0x336699): Promise<Cover> {
    const id = this.client.newId()
    const { x, y, width, height } = place
    const body = words(id, this.client.root, 0, 0, 0, 0, 0b1000000010, colour, 1)
    body.writeInt16LE(x, 8)
    body.writeInt16LE(y, 10)
    body.writeUInt16LE(width, 12)
    body.writeUInt16LE(height, 14)
    body.writeUInt16LE(0, 16)
    body.writeUInt16LE(INPUT_OUTPUT, 18)
    await this.client.tell(REQUEST.createWindow, 0, body)
    await this.client.tell(REQUEST.mapWindow, 0, words(id))
    return {
      id,
      raise: () => this.#configure(id, 0b1000000, 0),
      remove: () => this.client.tell(REQUEST.destroyWindow, 0, words(id)),
    }
  }

  async #read(id: number, pid: number | null): Promise<XWindow> {
    const [geometry, corner, attributes, title] = await Promise.all([
      this.client.ask(REQUEST.getGeometry, 0, words(id)),
      this.client.ask(REQUEST.translateCoordinates, 0, words(id, this.client.root, 0)),
      this.client.ask(REQUEST.getWindowAttributes, 0, words(id)),
      this.#property(id, '_NET_WM_NAME'),
    ])
    return {
      id,
      pid,
      title: title.toString('utf8'),
      x: corner.readInt16LE(12),
      y: corner.readInt16LE(14),
      width: geometry.readUInt16LE(16),
      height: geometry.readUInt16LE(18),
      visible: attributes.readUInt8(26) === 2,
    }
  }

  async #children(id: number): Promise<number[]> {
    const reply = await this.client.ask(REQUEST.queryTree, 0, words(id))
    return Array.from({ length: reply.readUInt16LE(16) }, (_, index) => reply.readUInt32LE(32 + index * 4))
  }

  async #atom(name: string): Promise<number> {
    const head = Buffer.alloc(4)
    head.writeUInt16LE(name.length, 0)
    const reply = await this.client.ask(REQUEST.internAtom, 0, Buffer.concat([head, Buffer.from(name)]))
    return reply.readUInt32LE(8)
  }

  async #property(id: number, name: string): Promise<Buffer> {
    const reply = await this.client.ask(REQUEST.getProperty, 0, words(id, await this.#atom(name), 0, 0, 256))
    return reply.subarray(32, 32 + (reply.readUInt32LE(16) * reply.readUInt8(1)) / 8)
  }

  async #number(id: number, name: string): Promise<number | null> {
    const value = await this.#property(id, name)
    return value.length === 4 ? value.readUInt32LE(0) : null
  }

  #configure(id: number, mask: number, ...values: number[]): Promise<void> {
    return this.client.tell(REQUEST.configureWindow, 0, words(id, mask, ...values))
  }

  /** @param to who gets it: the window itself, or the desktop for the window manager */
  async #message(to: number, about: number, kind: string, ...values: number[]): Promise<void> {
    const event = Buffer.alloc(32)
    event.writeUInt8(33, 0)
    event.writeUInt8(32, 1)
    event.writeUInt32LE(about, 4)
    event.writeUInt32LE(await this.#atom(kind), 8)
    words(...values).copy(event, 12)
    // What a window manager listens to on the desktop; a window itself gets it in any case.
    const mask = to === this.client.root ? 0b11 << 19 : 0
    await this.client.tell(REQUEST.sendEvent, 0, Buffer.concat([words(to, mask), event]))
  }
}

/** A window may go while it is looked at. */
async function ifThere(looking: Promise<void>): Promise<void> {
  try {
    await looking
  } catch (error) {
    if (!(error instanceof XRefusal)) throw error
  }
}
