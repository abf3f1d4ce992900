import { expect, it } from 'vitest'
import { clockText } from '../../src/console/clock-text'

it.each([
  [0, '00:00'],
  [9.9, '00:09'],
  [61, '01:01'],
  [599, '09:59'],
  [3_600, '1:00:00'],
  [-3, '00:00'],
])('shows %d seconds as %s', (seconds, text) => {
  expect(clockText(seconds)).toBe(text)
})
