import { describe, expect, it } from 'vitest'
import { optionsOf } from '../../../scripts/bench/stream/options'

describe('the words after bench:stream', () => {
  it('mean everything where there are none', () => {
    const { parts, json, seconds, repeat, lines } = optionsOf([])
    expect([...parts]).toContain('lines')
    expect({ json, seconds, repeat, lines }).toEqual({
      json: false,
      seconds: 8,
      repeat: 2,
      lines: ['A', 'B'],
    })
  })

  it('name a file for the figures, or the terminal', () => {
    expect(optionsOf(['--json', 'a.json', '--quick']).json).toBe('a.json')
    expect(optionsOf(['--json', '--quick']).json).toBe(true)
    expect(optionsOf(['--json']).json).toBe(true)
  })

  it('name a folder for pictures', () => {
    expect(optionsOf([]).pictures).toBeNull()
    expect(optionsOf(['--pictures', 'here', '--quick']).pictures).toBe('here')
  })

  it('choose parts, lines and lengths', () => {
    expect([...optionsOf(['--only', 'typing,scrolling']).parts]).toEqual(['typing', 'scrolling'])
    const line = optionsOf(['--only', 'still', '--line', 'B', '--seconds', '12', '--repeat', '3'])
    expect([...line.parts]).toEqual(['still', 'lines'])
    expect(line).toMatchObject({ lines: ['B'], seconds: 12, repeat: 3 })
    const quick = optionsOf(['--quick', '--seconds', '6'])
    expect(quick.parts.has('lines')).toBe(false)
    expect(quick).toMatchObject({ seconds: 6, repeat: 1 })
  })

  it.each([
    [['--only', 'skrolling']],
    [['--only']],
    [['--line', 'C']],
    [['--seconds', '1']],
    [['--seconds', 'many']],
    [['--repeat', '1.5']],
    [['--pictures']],
    [['fast']],
  ])('refuse %j', (words) => {
    expect(() => optionsOf(words)).toThrow('npm run bench:stream')
  })
})
