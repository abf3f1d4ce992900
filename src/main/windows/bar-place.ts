import type { Display, Rectangle } from 'electron'
import type { BarEdge, TextSize } from '../../shared/ipc'
import { BORDER } from '../displays'

/** The page's letters at 100 %, in DIP: bar.css lays itself out in these. */
const REM = 16
/** What one row needs in width; with less there are more rows. In rem, as the container queries of bar.css. */
const ROWS = [
  { from: 50, height: 4 },
  { from: 31, height: 7.25 },
  { from: 0, height: 10.5 },
] as const

export type BarShape = { readonly textSize: TextSize; readonly edge: BarEdge }

/** In the middle of an edge, beside the border, where the system keeps nothing of its own. In DIP of the whole desktop. */
export function barBounds(
  { bounds, workArea }: Pick<Display, 'bounds' | 'workArea'>,
  { textSize, edge }: BarShape,
): Rectangle {
  const rem = (REM * textSize) / 100
  const room = Math.min(workArea.width, bounds.width - 2 * BORDER)
  const width = Math.min(room, ROWS[0].from * rem)
  const rows = ROWS.find(({ from }) => width >= from * rem) ?? ROWS[2]
  const height = Math.round(rows.height * rem)
  const least = bounds.x + BORDER
  const x = Math.round(workArea.x + (workArea.width - width) / 2)
  const top = Math.max(workArea.y, bounds.y + BORDER)
  const bottom = Math.min(workArea.y + workArea.height, bounds.y + bounds.height - BORDER) - height
  return {
    x: Math.min(Math.max(x, least), least + bounds.width - 2 * BORDER - width),
    y: edge === 'top' ? top : Math.max(top, bottom),
    width,
    height,
  }
}
