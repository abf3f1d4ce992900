import { expect, it } from 'vitest'
import { type Capture, pictureOf } from '../../src/main/picture-of'
import { type HoldReason, holdReasons } from '../../src/shared/picture-states'

const seen = (
  holds: readonly HoldReason[],
  capture: Capture,
  more: { blind?: boolean; stalled?: boolean } = {},
) => pictureOf({ holds: new Set(holds), capture, blind: false, stalled: false, ...more })

it('runs only while it is sent', () => {
  expect(
    (['none', 'asked', 'watching', 'opening', 'sending'] as const).map((capture) => seen([], capture)),
  ).toEqual(['starting', 'starting', 'starting', 'starting', 'running'])
})

it('says the weightiest of all that hold it, however the capture stands', () => {
  for (const [at, reason] of holdReasons.entries())
    expect(seen(holdReasons.slice(at).reverse(), 'sending', { stalled: true })).toBe(reason)
})

it('in which nothing can be seen is not said to be covered', () => {
  expect(seen(['covered'], 'watching', { blind: true })).toBe('stalled')
  expect(seen(['covered', 'paused'], 'none', { blind: true })).not.toBe('paused')
  expect(seen(['paused'], 'none', { blind: true })).toBe('paused')
})

it('without frames is stalled, also where none ever came', () => {
  expect(seen([], 'sending', { stalled: true })).toBe('stalled')
  expect(seen([], 'asked', { stalled: true })).toBe('stalled')
  expect(seen([], 'none', { stalled: true })).toBe('starting')
})
