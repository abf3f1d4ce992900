import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CallName, calls, pages, pushes, view } from '../../src/shared/ipc'
import { linkCommand } from '../../src/shared/ipc-link'
import { inputs } from './calls'

const takes = (name: CallName, input: unknown) => calls[name].input.safeParse(input).success

describe.each(Object.entries(inputs))('the call %s', (name, { good, bad }) => {
  it('takes what it asks for and refuses the rest', () => {
    for (const input of good) expect([input, takes(name as CallName, input)]).toEqual([input, true])
    for (const input of bad) expect([input, takes(name as CallName, input)]).toEqual([input, false])
  })
})

describe('the table of calls', () => {
  it('gives every call at least one page, and only pages that exist', () => {
    for (const [name, { from }] of Object.entries(calls)) {
      expect([name, from.length]).not.toEqual([name, 0])
      expect([name, from.filter((page) => !pages.includes(page))]).toEqual([name, []])
    }
  })

  it('lets the bar show itself, get out of the way, and do what the customer needs at once', () => {
    const ofBar = Object.entries(calls).filter(([, { from }]) => (from as readonly string[]).includes('bar'))
    expect(ofBar.map(([name]) => name).sort()).toEqual([
      'bar-view',
      'disconnect',
      'go-on',
      'move-bar',
      'pause',
      'show-window',
      'unpause',
    ])
  })

  it('never throws over an input, whatever a page sends', () => {
    fc.assert(
      fc.property(fc.constantFrom(...(Object.keys(calls) as CallName[])), fc.anything(), (name, input) => {
        expect(typeof takes(name, input)).toBe('boolean')
      }),
    )
  })

  it('answers a wish with done or with a name from the closed list, and with nothing else', () => {
    const output = calls.approve.output
    expect(output.safeParse({ ok: true }).success).toBe(true)
    expect(output.safeParse({ ok: false, error: 'message-late' }).success).toBe(true)
    expect(output.safeParse({ ok: false, error: 'message-late', field: 'read' }).success).toBe(true)
    for (const wrong of [
      undefined,
      true,
      { ok: true, secret: 1 },
      { ok: false },
      { ok: false, error: 'Error: x' },
    ])
      expect([wrong, output.safeParse(wrong).success]).toEqual([wrong, false])
  })
})

describe('what main pushes', () => {
  it('is three names, each with a schema', () => {
    expect(Object.keys(pushes)).toEqual(['view', 'link', 'bar'])
  })

  it('tells the link one of ten things', () => {
    const mark = { x: 0, y: 0.5, width: 0.1, height: 1, rgb: [217, 48, 37] }
    const good = [
      { do: 'open', link: 1, iceServers: [{ urls: ['turn:a'] }] },
      { do: 'signal', signal: { type: 'offer', sdp: 'v=0' } },
      { do: 'send', text: 'a' },
      { do: 'share', share: 1, marks: [mark] },
      { do: 'hold', share: 1, release: true },
      { do: 'unhold', share: 1 },
      // Of a bar that somebody put on another display: no picture has them, and so it counts as not seen.
      { do: 'marks', marks: [mark, { ...mark, x: 1.4, y: -0.2 }] },
      { do: 'stir' },
      { do: 'close' },
      { do: 'probe', urls: ['turn:turn.example.jp:3478'] },
    ]
    for (const command of good) expect(linkCommand.parse(command)).toEqual(command)
    for (const wrong of [
      { do: 'run' },
      { do: 'share', share: 1, marks: [], source: 'screen:0' },
      { do: 'share', share: 1, marks: [{ ...mark, x: Number.NaN }] },
      { do: 'share', share: 1, marks: [{ ...mark, width: 1.01 }] },
      { do: 'share', share: 0, marks: [] },
      { do: 'hold', share: 1 },
      { do: 'open', iceServers: [] },
      {},
    ])
      expect(linkCommand.safeParse(wrong).success).toBe(false)
  })

  it('shows a page no more than its screen: evidence has no room in a view', () => {
    const shown = {
      language: 'ja',
      textSize: 125,
      company: { ja: '窓口', en: 'Desk' },
      phone: '0120',
      hours: { ja: '毎日', en: 'Every day' },
      managed: { settings: [], faulty: false, languageFixed: false },
      update: null,
      screen: { name: 'code', state: 'ready', error: null, operator: null, desk: { open: true } },
    }
    expect(view.parse(shown)).toEqual(shown)
    for (const more of [{ consent: {} }, { code: '123456' }, { inventory: {} }])
      expect(view.safeParse({ ...shown, screen: { ...shown.screen, ...more } }).success).toBe(false)
    expect(view.safeParse({ ...shown, relay: 'https://relay.example.jp' }).success).toBe(false)
  })

  it('has exactly three words for an approval', () => {
    const screen = {
      name: 'approval',
      operator: { name: 'a', company: 'b' },
      caller: null,
      words: ['a', 'b', 'c'],
      contact: 'standing',
    }
    const of = view.shape.screen
    expect(of.safeParse(screen).success).toBe(true)
    expect(of.safeParse({ ...screen, words: ['a', 'b'] }).success).toBe(false)
    expect(of.safeParse({ ...screen, words: ['a', 'b', 'c', 'd'] }).success).toBe(false)
    expect(of.safeParse({ ...screen, caller: 'popup' }).success).toBe(false)
  })
})
