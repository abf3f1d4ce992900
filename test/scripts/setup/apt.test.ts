import { expect, test } from 'vitest'
import { parseStatus } from '../../../scripts/setup/apt'

test.each([
  ['dlstatus:7:23.4567:Retrieving file 7 of 30 (12s remaining)', { phase: 'download', share: 0.234567 }],
  ['pmstatus:xvfb:98.3170:Installed xvfb (amd64)', { phase: 'install', share: 0.98317 }],
  ['pmstatus:libgtk-3-0:amd64:94.1:Configuring libgtk-3-0', { phase: 'install', share: 0.941 }],
  ['pmstatus:dpkg-exec:0:Running dpkg', { phase: 'install', share: 0 }],
])('reads the share of %s', (line, expected) => {
  const status = parseStatus(line)
  expect(status?.phase).toBe(expected.phase)
  expect(status?.share).toBeCloseTo(expected.share, 6)
})

test.each(['', 'Setting up xvfb ...', 'pmerror:fontconfig:86.2:failed', 'pmstatus:xvfb'])(
  'passes over "%s"',
  (line) => {
    expect(parseStatus(line)).toBeUndefined()
  },
)
