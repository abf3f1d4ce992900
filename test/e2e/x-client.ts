import { createConnection, type Socket } from 'node:net'

/** The numbers of the requests we send, from the X protocol's own description. */
export const REQUEST = {
  createWindow: 1,
  getWindowAttributes: 3,
  destroyWindow: 4,
  reparentWindow: 7,
  mapWindow: 8,
  unmapWindow: 10,
  configureWindow: 12,
  getGeometry: 14,
  queryTree: 15,
  internAtom: 16,
  getProperty: 20,
  sendEvent: 25,
  translateCoordinates: 40,
  getInputFocus: 43,
  killClient: 113,
} as const

/** What the server answered with an error to, such as a window that is gone. */
export class XRefusal extends Error {
  override readonly name = 'XRefusal'
}

type Waiting = { resolve(reply: Buffer): void; reject(error: Error): void }

/**
 * One connection to an X server of this machine, of the few words that tests need to do to windows what strangers could.
 * The usual tools cannot ask a window to close or put it under others without a window manager, and starting one for
 * each question takes longer than what is measured.
 */
export class XClient {
  readonly #socket: Socket
  readonly #waiting = new Map<number, Waiting>()
  #sequence = 0
  #rest = Buffer.alloc(0)
  #gone: Error | null = null
  #nextId = 0

  private constructor(
    socket: Socket,
    rest: Buffer,
    readonly root: number,
    readonly idBase: number,
  ) {
    this.#socket = socket
    socket.on('data', (data) => this.#take(data))
    socket.on('error', (error) => this.#end(error))
    socket.on('close', () => this.#end(new XRefusal('the X server closed the connection')))
    this.#take(rest)
  }

  /** @param display for example ":99", of a server without access control */
  static async connect(display: string): Promise<XClient> {
    const number = /^:(\d+)/.exec(display)?.[1]
    if (number === undefined) throw new Error(`no display of this machine: ${display}`)
    const socket = createConnection(`/tmp/.X11-unix/X${number}`)
    // Little-endian, version 11, no authorization.
    socket.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
    const { head, rest } = await firstAnswer(socket)
    if (head[0] !== 1) {
      socket.destroy()
      throw new XRefusal('the X server lets nobody in')
    }
    const vendor = head.readUInt16LE(24)
    const screen = 40 + Math.ceil(vendor / 4) * 4 + head.readUInt8(29) * 8
    return new XClient(socket, rest, head.readUInt32LE(screen), head.readUInt32LE(12))
  }

  /** An id for something new. */
  newId(): number {
    this.#nextId += 1
    return this.idBase + this.#nextId
  }

  /** Sends a request that has an answer; rejects with XRefusal if it is an error. */
  ask(opcode: number, data: number, body: Buffer): Promise<Buffer> {
    if (this.#gone !== null) return Promise.reject(this.#gone)
    const padded = Math.ceil(body.length / 4) * 4
    const head = Buffer.from([opcode, data, 0, 0])
    head.writeUInt16LE(1 + padded / 4, 2)
    this.#sequence = (this.#sequence + 1) & 0xffff
    const answer = new Promise<Buffer>((resolve, reject) => {
      this.#waiting.set(this.#sequence, { resolve, reject })
    })
    this.#socket.write(Buffer.concat([head, body, Buffer.alloc(padded - body.length)]))
    return answer
  }

  /** Sends a request without an answer and waits until the server has done it; rejects with XRefusal if it did not. */
  async tell(opcode: number, data: number, body: Buffer): Promise<void> {
    const refused = this.ask(opcode, data, body)
    const sequence = this.#sequence
    const after = this.ask(REQUEST.getInputFocus, 0, Buffer.alloc(0))
    // The server answers in order, so an error has come by then.
    await Promise.race([refused, after])
    this.#waiting.delete(sequence)
  }

  close(): void {
    this.#socket.destroy()
  }

  #take(data: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, data])
    while (this.#rest.length >= 32) {
      const kind = this.#rest.readUInt8(0)
      const size = kind === 1 ? 32 + this.#rest.readUInt32LE(4) * 4 : 32
      if (this.#rest.length < size) return
      const message = Buffer.from(this.#rest.subarray(0, size))
      this.#rest = this.#rest.subarray(size)
      // Events are nothing we asked for.
      if (kind > 1) continue
      const sequence = message.readUInt16LE(2)
      const waiting = this.#waiting.get(sequence)
      this.#waiting.delete(sequence)
      if (kind === 1) waiting?.resolve(message)
      else waiting?.reject(new XRefusal(`X error ${message[1]} to request ${message[10]}`))
    }
  }

  #end(error: Error): void {
    this.#gone ??= error
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

/** The words of a request, 32 bits each. */
export function words(...values: number[]): Buffer {
  const body = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => {
    body.writeInt32LE(value | 0, index * 4)
  })
  return body
}

function firstAnswer(socket: Socket): Promise<{ head: Buffer; rest: Buffer }> {
  return new Promise((resolve, reject) => {
    let all = Buffer.alloc(0)
    const take = (data: Buffer) => {
      all = Buffer.concat([all, data])
      if (all.length < 8) return
      const size = 8 + all.readUInt16LE(6) * 4
      if (all.length < size) return
      socket.off('data', take)
      socket.off('error', reject)
      resolve({ head: all.subarray(0, size), rest: all.subarray(size) })
    }
    socket.on('data', take)
    socket.once('error', reject)
  })
}
