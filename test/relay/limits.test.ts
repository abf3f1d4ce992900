import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { createAddresses } from '../../src/relay/addresses'
import { createAttempts } from '../../src/relay/attempts'
import { guessesPerMinute } from '../../src/relay/limits'

test('a window slides, keys are apart, and a good try is given back', () => {
  let now = 0
  const attempts = createAttempts(2, 1000, () => now)
  expect([attempts.take('a'), attempts.take('a'), attempts.take('a')]).toEqual([true, true, false])
  expect(attempts.take('b')).toBe(true)
  attempts.giveBack('a')
  expect([attempts.take('a'), attempts.take('a')]).toEqual([true, false])
  now = 1000
  attempts.prune()
  expect(attempts.take('a')).toBe(true)
})

test('guesses in all: one in a thousand for a minute up to 50 open codes, and never under 20', () => {
  expect([0, 1, 10, 50, 1000].map(guessesPerMinute)).toEqual([1000, 1000, 100, 20, 20])
  for (const open of [1, 7, 50]) expect((guessesPerMinute(open) * open) / 1e6).toBeLessThanOrEqual(0.001)
})

const request = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage

test('a caller cannot choose its address, and no address stands in a key', () => {
  const direct = createAddresses(false)
  expect(direct.keyOf(request('192.0.2.1', '198.51.100.7'))).toBe(direct.keyOf(request('192.0.2.1')))
  expect(direct.keyOf(request('::ffff:192.0.2.1'))).toBe(direct.keyOf(request('192.0.2.1')))
  expect(direct.keyOf(request('2001:db8::1'))).toBe(direct.keyOf(request('2001:db8::ffff')))
  expect(direct.keyOf(request('192.0.2.1'))).not.toContain('192')
  expect(createAddresses(false).keyOf(request('192.0.2.1'))).not.toBe(direct.keyOf(request('192.0.2.1')))

  const behind = createAddresses(true)
  const proxied = (header: string) => behind.keyOf(request('127.0.0.1', header))
  expect(proxied('203.0.113.9, 198.51.100.7')).toBe(proxied('198.51.100.7'))
  expect(proxied('198.51.100.7')).not.toBe(proxied('198.51.100.8'))
})
