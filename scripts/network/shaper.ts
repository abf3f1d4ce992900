/** What a line does to the packets of one direction. Without a value it does nothing. */
export type LineOptions = {
  /** One way. */
  readonly delayMs?: number | undefined
  readonly mbit?: number | undefined
  /** How much may wait for the line before it drops what comes, as time (100). */
  readonly queueMs?: number | undefined
  /** From 0 to 1: each packet alone, by chance. */
  readonly loss?: number | undefined
}

export type LineCounts = {
  readonly passed: number
  readonly bytes: number
  /** Found the queue full. */
  readonly dropped: number
  /** Lost by chance, or because the line was cut. */
  readonly lost: number
}

type Waiting = { readonly packet: Buffer; readonly due: number }

/** One direction of a line. Packets keep their order; the time comes from outside, in milliseconds. */
export class Shaper {
  #options: LineOptions
  #cut = false
  /** When the line has sent all that it took. */
  #free = 0
  #waiting: Waiting[] = []
  #counts = { passed: 0, bytes: 0, dropped: 0, lost: 0 }

  constructor(
    options: LineOptions,
    readonly chance: () => number = Math.random,
  ) {
    this.#options = options
  }

  get counts(): LineCounts {
    return this.#counts
  }

  change(options: LineOptions): void {
    this.#options = options
  }

  /** A cut line loses what is on it too. */
  cut(cut: boolean): void {
    this.#cut = cut
    if (!cut) return
    this.#counts.lost += this.#waiting.length
    this.#waiting = []
    this.#free = 0
  }

  take(packet: Buffer, now: number): void {
    const { delayMs = 0, mbit, queueMs = 100, loss = 0 } = this.#options
    if (this.#cut) {
      this.#counts.lost += 1
      return
    }
    const start = Math.max(this.#free, now)
    if (start - now > queueMs) {
      this.#counts.dropped += 1
      return
    }
    // 1 Mbit/s is 1000 bits a millisecond.
    this.#free = mbit === undefined ? now : start + (packet.length * 8) / (mbit * 1000)
    // What is lost has used the line all the same.
    if (this.chance() < loss) this.#counts.lost += 1
    else {
      // A delay that was made shorter must not let packets overtake.
      const due = Math.max(this.#free + delayMs, this.#waiting.at(-1)?.due ?? 0)
      this.#waiting.push({ packet, due })
    }
  }

  /** When the next packet is due; null while none waits. */
  next(): number | null {
    return this.#waiting[0]?.due ?? null
  }

  /** The packets that are due by now, in order. */
  give(now: number): Buffer[] {
    const index = this.#waiting.findIndex(({ due }) => due > now)
    const given = this.#waiting.splice(0, index === -1 ? this.#waiting.length : index)
    this.#counts.passed += given.length
    for (const { packet } of given) this.#counts.bytes += packet.length
    return given.map(({ packet }) => packet)
  }
}
