import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { unread } from '../judge'
import { type Answer, askWindows, FILES_LIMIT } from './power-shell'

/** From here on it is worth a clean-up. Bytes. */
const MANY_BYTES = 1e9

/** Temporary files and what lies in the recycle bin. A count that was cut short can only say "many". Sizes in bytes. */
export function judgeUnneeded(answer: Answer['unneeded']): PcCheckArea {
  const counted = answer?.[0]
  if (counted === undefined) return unread('unneeded-files')
  const { temp, bin, files, whole } = counted
  const many = temp + bin >= MANY_BYTES || files >= FILES_LIMIT
  if (!many && !whole) return unread('unneeded-files')
  const gb = (bytes: number) => `${whole ? '' : '≥ '}${(bytes / 1e9).toFixed(1)} GB`
  return {
    id: 'unneeded-files',
    state: many ? 'attention' : 'good',
    finding: many ? 'unneeded-files-many' : 'unneeded-files-few',
    details: [`Temp: ${gb(temp)}`, `Recycle Bin: ${gb(bin)}`],
  }
}

export const unneededFiles = async (host: Host): Promise<PcCheckArea> =>
  judgeUnneeded(await askWindows(host, 'unneeded'))
