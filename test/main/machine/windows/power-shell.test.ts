import { describe, expect, it } from 'vitest'
import { askWindows, script } from '../../../../src/main/machine/windows/power-shell'
import { recordedHost } from '../recorded-host'

describe('what PowerShell is asked', () => {
  it('goes through a command line as it is', () => {
    expect(script).not.toMatch(/["\r\n\t]/)
    expect(script.length).toBeLessThan(8000)
    // Brackets of each kind match, outside of quoted texts as well as inside.
    for (const [open, close] of ['()', '{}', '[]'] as const)
      expect(script.split(String(open)).length, `${open}${close}`).toBe(script.split(String(close)).length)
    expect(script.split("'").length % 2).toBe(1)
  })

  it('changes nothing: it writes, removes, downloads, installs and starts nothing', () => {
    expect(script).not.toMatch(
      /\b(Set|Remove|Start|Stop|Restart|Invoke|Clear|Out|Register|Install|Enable|Disable|Copy|Move|Rename)-|\.(Delete|Install|Download|Write(?!Line\()|Create(?!\(\)|UpdateSearcher\(\)))/i,
    )
    expect(script).toContain('$searcher.Online = $false')
  })
})

describe('what PowerShell answers', () => {
  const answering = (text: string) =>
    recordedHost('windows-11-pro', (kept) => {
      for (const one of Object.keys(kept.run)) if (one.includes('powershell.exe')) kept.run[one] = text
    })

  it('may be a list, or the object that version 5 makes of one', async () => {
    const list =
      '{"antivirus":[{"name":"A","state":1}],"firewall":{"value":[],"Count":0},"pending":null,"unneeded":null}'
    expect(await askWindows(answering(list))).toEqual({
      antivirus: [{ name: 'A', state: 1 }],
      firewall: [],
      pending: null,
      unneeded: null,
    })
  })

  it.each([
    ['nothing', ''],
    ['no JSON', 'Windows PowerShell'],
    ['a part that is missing', '{"antivirus":[],"firewall":[],"pending":[]}'],
    ['a field that nobody asked for', '{"antivirus":[],"firewall":[],"pending":[],"unneeded":null,"more":1}'],
    ['another type', '{"antivirus":[{"name":"A","state":"on"}],"firewall":[],"pending":[],"unneeded":null}'],
  ])('is not taken if it is %s', async (_what, text) => {
    await expect(askWindows(answering(text))).rejects.toThrow()
  })
})
