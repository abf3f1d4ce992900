import { expect, it } from 'vitest'
import { type Capture, pictureOf, type Seen } from '../../src/main/picture-of'
import { type HoldReason, holdReasons } from '../../src/shared/picture-states'

const seen = (
  holds: readonly HoldReason[],
  capture: Capture,
  more: Partial<Pick<Seen, 'frames' | 'failing'>> = {},
) => pictureOf({ holds: new Set(holds), capture, frames: 'coming', failing: false, ...more })

it('runs only while it is sent', () => {
  expect(
    (['none', 'asked', 'watching', 'opening', 'sending'] as const).map((capture) => seen([], capture)),
  ).toEqual(['starting', 'starting', 'starting', 'starting', 'running'])
})

it('says the weightiest of all that hold it, however the capture stands', () => {
  for (const [at, reason] of holdReasons.entries())
    expect(seen(holdReasons.slice(at).reverse(), 'sending', { frames: 'stalled' })).toBe(reason)
})

it('in which nothing can be seen is not said to be covered', () => {
  expect(seen(['covered'], 'watching', { frames: 'black' })).toBe('stalled')
  expect(seen(['covered', 'paused'], 'none', { frames: 'black' })).not.toBe('paused')
  expect(seen(['paused'], 'none', { frames: 'black' })).toBe('paused')
})

it('without frames is stalled, also where none ever came', () => {
  expect(seen([], 'sending', { frames: 'stalled' })).toBe('stalled')
  expect(seen([], 'asked', { frames: 'stalled' })).toBe('stalled')
  expect(seen([], 'none', { frames: 'stalled' })).toBe('starting')
})

it('that begins again and again without running stalls, and is held by what holds it', () => {
  expect(seen([], 'none', { failing: true })).toBe('stalled')
  expect(seen(['permission'], 'none', { failing: true })).toBe('permission')
})
