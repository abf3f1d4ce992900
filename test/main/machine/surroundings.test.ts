import { describe, expect, it } from 'vitest'
import { childEnvironment, readerEnvironment } from '../../../src/main/machine/surroundings'

describe('the surroundings that are handed on', () => {
  it('are named as readers know them, whatever the case on Windows', () => {
    const all = { SYSTEMROOT: 'D:\\Windows', programfiles: 'D:\\Programs', Path: 'D:\\evil', TOKEN: 'secret' }
    const known = readerEnvironment('win32', all)
    expect(known).toEqual({ SystemRoot: 'D:\\Windows', ProgramFiles: 'D:\\Programs' })
    expect(childEnvironment('win32', known)).toEqual({
      ...known,
      Path: 'D:\\Windows\\System32;D:\\Windows;D:\\Windows\\System32\\Wbem;D:\\Windows\\System32\\WindowsPowerShell\\v1.0',
    })
  })

  it.each(['linux', 'darwin'] as const)('hold no path and no token of the customer’s on %s', (platform) => {
    const all = {
      HOME: '/home/a',
      PATH: '/evil',
      TOKEN: 'secret',
      LD_PRELOAD: '/evil.so',
      NODE_OPTIONS: '--x',
    }
    const known = readerEnvironment(platform, { ...all, HTTP_PROXY: 'http://user:secret@proxy' })
    expect(known).toEqual({ HOME: '/home/a', HTTP_PROXY: 'http://user:secret@proxy' })
    expect(childEnvironment(platform, known)).toEqual({
      HOME: '/home/a',
      PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
      LC_ALL: 'C',
    })
  })
})
