import { describe, expect, it } from 'vitest'
import { stillName } from '../../src/console/still'
import {
  actual,
  fitPercent,
  fitted,
  scrollFor,
  shareAt,
  type View,
  wholeSize,
  zoomed,
} from '../../src/console/view'

describe('zoom', () => {
  it('goes through its steps and stops at the ends', () => {
    const up: number[] = []
    let view: View = { fit: false, percent: 50 }
    for (let step = 0; step < 9; step += 1) {
      view = zoomed(view, 1, 0)
      if (!view.fit) up.push(view.percent)
    }
    expect(up).toEqual([75, 100, 125, 150, 200, 300, 400, 400, 400])
    expect(zoomed({ fit: false, percent: 50 }, -1, 0)).toEqual({ fit: false, percent: 50 })
  })

  it('starts from what the fitted picture comes to', () => {
    expect(zoomed(fitted, 1, 63)).toEqual({ fit: false, percent: 75 })
    expect(zoomed(fitted, -1, 63)).toEqual({ fit: false, percent: 50 })
    expect(zoomed(fitted, 1, 99.8)).toEqual({ fit: false, percent: 125 })
    expect(zoomed(actual, -1, 63)).toEqual({ fit: false, percent: 75 })
  })

  it('stays fitted where there is no step further', () => {
    expect(zoomed(fitted, -1, 40)).toBe(fitted)
    expect(zoomed(fitted, 1, 500)).toBe(fitted)
  })

  it('knows what fitted means, also on a display of another scale', () => {
    const picture = { width: 1920, height: 1080 }
    expect(fitPercent(picture, { width: 960, height: 1080 }, 1)).toBe(50)
    expect(fitPercent(picture, { width: 960, height: 1080 }, 2)).toBe(100)
    expect(fitPercent({ width: 0, height: 0 }, { width: 960, height: 540 }, 1)).toBe(100)
  })
})

describe('the place under the pointer', () => {
  it('stays there when the size changes', () => {
    const point = { x: 300, y: 200 }
    const before = { width: 1_000, height: 500 }
    const share = shareAt(point, { x: -100, y: -50 }, before)
    const after = { width: 2_000, height: 1_000 }
    const scroll = scrollFor(share, point, after)
    expect(scroll).toEqual({ x: 500, y: 300 })
    expect(shareAt(point, { x: -scroll.x, y: -scroll.y }, after)).toEqual(share)
  })
})

it('names a still by day and time, so that none takes the place of another', () => {
  expect(stillName(new Date(2026, 10, 5, 4, 30, 9))).toBe('sobani-2026-11-05-043009.png')
})

describe('the whole size of a picture', () => {
  const none = { width: 0, height: 0 }
  const full = { width: 1366, height: 768 }

  it('is what came, and stays while a smaller one of the same shape comes', () => {
    expect(wholeSize(none, full)).toBe(full)
    expect(wholeSize(full, { width: 455, height: 256 })).toBe(full)
    expect(wholeSize(full, full)).toBe(full)
  })

  it('is a new one with a larger picture, or with one of another shape', () => {
    const larger = { width: 2732, height: 1536 }
    expect(wholeSize(full, larger)).toBe(larger)
    const turned = { width: 768, height: 1366 }
    expect(wholeSize(full, turned)).toBe(turned)
    const other = { width: 1024, height: 768 }
    expect(wholeSize(full, other)).toBe(other)
  })

  it('is none before the first picture', () => {
    expect(wholeSize(none, none)).toBe(none)
    expect(wholeSize(full, none)).toEqual(none)
  })
})
