import type { PcCheckArea } from '../../shared/pc-check'
import type { Host } from '../machine/host'
import { unread as noArea } from '../machine/judge'
import type { MachineReadings, Readers } from '../machine/readers'
import { type ReaderAnswer, type ReaderRequest, VALUE_LIMIT } from './protocol'

/** Does what one request asks, and no more than that. A reader that fails has read nothing. */
export async function answerTo(request: ReaderRequest, readers: Readers, host: Host): Promise<ReaderAnswer> {
  const from = performance.now()
  const ms = () => performance.now() - from
  const { id } = request
  switch (request.read) {
    case 'item': {
      const value = await readers.items[request.item](host).catch(unread)
      return { id, read: 'item', value: cut(value, VALUE_LIMIT), ms: ms() }
    }
    case 'machine': {
      const value = shortened(await readers.machine(host))
      return { id, read: 'machine', value, ms: ms() }
    }
    case 'pc-check': {
      const areas = await Promise.all(
        request.areas.map(async (area) => {
          const found = await readers.pcCheck[area](host).catch(unread)
          return found === null ? noArea(area) : listable(found)
        }),
      )
      return { id, read: 'pc-check', areas, ms: ms() }
    }
  }
}

/** What could not be read is said to be so, and no reason is given: it might carry a value. */
const unread = (): null => null

const listable = (area: PcCheckArea): PcCheckArea => ({
  ...area,
  details: area.details.slice(0, 20).map((detail) => cut(detail, 120) ?? ''),
})

const shortened = (value: MachineReadings): MachineReadings => ({
  ...value,
  name: cut(value.name, 120),
  version: cut(value.version, 60),
  edition: cut(value.edition, 60),
})

/** Never through the middle of a character. */
const cut = (text: string | null, limit: number): string | null =>
  text === null ? null : text.slice(0, limit).replace(/[\ud800-\udbff]$/, '')
