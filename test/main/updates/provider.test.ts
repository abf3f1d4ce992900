import { describe, expect, it } from 'vitest'
import { filesFor } from '../../../src/main/updates/provider'

const named = (...urls: string[]) => urls.map((url) => ({ url }))
const both = named('Sobani-0.2.0-x64.exe', 'Sobani-0.2.0-arm64.exe', 'Sobani-0.2.0-ia32.exe')

describe('the files of a feed', () => {
  it('are those for this processor, or for none in particular', () => {
    for (const processor of ['x64', 'arm64', 'ia32'])
      expect(filesFor(both, 'win32', processor)).toEqual(named(`Sobani-0.2.0-${processor}.exe`))
    expect(filesFor(named('Sobani-0.2.0.exe'), 'win32', 'x64')).toHaveLength(1)
  })

  it('are none where no file is for it: another one is not taken instead', () => {
    expect(filesFor(named('Sobani-0.2.0-x64.exe'), 'win32', 'ia32')).toEqual([])
  })

  it('are all on macOS, where the machine is asked and not the program', () => {
    expect(filesFor(named('Sobani-x64.zip', 'Sobani-arm64.zip'), 'darwin', 'x64')).toHaveLength(2)
  })
})
