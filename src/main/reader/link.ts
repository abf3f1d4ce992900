import type { ReadItemId } from '../../shared/inventory'
import type { PcCheckArea, PcCheckAreaId, PcCheckResult } from '../../shared/pc-check'
import { log } from '../log'
import { unread } from '../machine/judge'
import type { MachineReadings } from '../machine/readers'
import { createLine } from './line'
import type { ReaderAnswer } from './protocol'
import type { ForkReader } from './reader-process'

/**
 * Main's line to the reader process, where everything is read that takes time or starts other programs: the window is
 * never blocked, and a reader that hangs is ended with its process. Nothing here rejects.
 */
export type ReaderLink = {
  /** Null where it could not be read in time. */
  readItem(id: ReadItemId): Promise<string | null>
  readMachine(): Promise<MachineReadings>
  /** @param isWanted false as soon as the session has ended: then no further area is read */
  checkPc(areas: readonly PcCheckAreaId[], isWanted: () => boolean): Promise<PcCheckResult>
  /** Nothing more is asked for a while: the process ends now and not some seconds later. */
  rest(): void
  /** Ends the process and whatever it started. Idempotent. */
  close(): void
}

/** Several areas start programs of their own; more at once would be felt on a small PC. */
const AREAS_AT_ONCE = 3

/** `fork` starts one reader process; limits are milliseconds. */
export function createReaderLink(
  fork: ForkReader,
  platform: NodeJS.Platform,
  limits: { readonly answerMs: number; readonly idleMs: number } = { answerMs: 5000, idleMs: 5000 },
): ReaderLink {
  const line = createLine(fork, limits)

  async function checkArea(id: PcCheckAreaId): Promise<PcCheckArea> {
    const answer = of('pc-check', await line.ask({ read: 'pc-check', areas: [id] }))
    const area = answer?.areas.find((one) => one.id === id) ?? unread(id)
    if (area.state === 'unread') log('reader', `the area ${id} could not be read`)
    return area
  }

  return {
    async readItem(item) {
      const value = of('item', await line.ask({ read: 'item', item }))?.value ?? null
      if (value === null) log('reader', `${item} could not be read`)
      return value
    },

    async readMachine() {
      const answer = of('machine', await line.ask({ read: 'machine' }))
      return answer?.value ?? unreadMachine(platform)
    },

    async checkPc(areas, isWanted) {
      const waiting = areas.map((id, place) => ({ id, place }))
      const found = areas.map(unread)
      const worker = async () => {
        for (let next = waiting.shift(); next !== undefined && isWanted(); next = waiting.shift())
          found[next.place] = await checkArea(next.id)
      }
      await Promise.all(Array.from({ length: AREAS_AT_ONCE }, worker))
      return { checkedAt: new Date().toISOString(), areas: found }
    },

    rest: () => line.rest(),
    close: () => line.close(),
  }
}

const of = <Read extends ReaderAnswer['read']>(read: Read, answer: ReaderAnswer | null) =>
  answer?.read === read ? (answer as Extract<ReaderAnswer, { read: Read }>) : null

const platforms: Readonly<Record<string, MachineReadings['platform']>> = {
  win32: 'windows',
  darwin: 'macos',
}

export const unreadMachine = (platform: NodeJS.Platform): MachineReadings => ({
  platform: platforms[platform] ?? 'linux',
  name: null,
  version: null,
  edition: null,
  sMode: null,
  bits: null,
  cpuBits: null,
  clockMhz: null,
  cores: null,
  memoryBytes: null,
  freeBytes: null,
  proxy: null,
})
