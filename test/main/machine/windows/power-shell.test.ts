import { describe, expect, it } from 'vitest'
import { askWindows, partNames, scriptFor } from '../../../../src/main/machine/windows/power-shell'
import { recordedHost } from '../recorded-host'

describe('what PowerShell is asked', () => {
  const script = scriptFor(new Set(partNames))

  it('goes through a command line as it is', () => {
    expect(script).not.toMatch(/["\r\n\t]/)
    expect(script.length).toBeLessThan(8000)
    // Brackets of each kind match, outside of quoted texts as well as inside.
    for (const [open, close] of ['()', '{}', '[]'] as const)
      expect(script.split(String(open)).length, `${open}${close}`).toBe(script.split(String(close)).length)
    expect(script.split("'").length % 2).toBe(1)
  })

  it.each(partNames)('names of all parts only %s where only that was asked for', async (part) => {
    const recorded = recordedHost('windows-11-pro')
    const texts: string[] = []
    const run: typeof recorded.run = (program, words) => {
      texts.push(words.at(-1) ?? '')
      return recorded.run(program, words)
    }
    await askWindows({ ...recorded, run }, part)
    expect(texts).toHaveLength(1)
    const marks = {
      antivirus: 'AntiVirusProduct',
      firewall: 'FirewallProduct',
      pending: 'Microsoft.Update.Session',
      unneeded: 'GetTempPath',
    }
    expect(partNames.filter((name) => texts[0]?.includes(marks[name]))).toEqual([part])
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
    const host = answering(
      '{"antivirus":[{"name":"A","state":1}],"firewall":{"value":[],"Count":0},"pending":null}',
    )
    const asked = [askWindows(host, 'antivirus'), askWindows(host, 'firewall'), askWindows(host, 'pending')]
    expect(await Promise.all(asked)).toEqual([[{ name: 'A', state: 1 }], [], null])
  })

  it.each([
    ['nothing', ''],
    ['no JSON', 'Windows PowerShell'],
    ['about something else', '{"firewall":[],"pending":[],"unneeded":null}'],
    ['more than anybody asks', '{"antivirus":[],"more":1}'],
    ['of another type', '{"antivirus":[{"name":"A","state":"on"}]}'],
  ])('is not taken if it is %s', async (_what, text) => {
    await expect(askWindows(answering(text), 'antivirus')).rejects.toThrow()
  })
})
