import { describe, expect, it } from 'vitest'
import {
  advices,
  agreedEnvironment,
  type Check,
  checkEnvironment,
  checkIds,
} from '../../src/shared/environment'
import { foundWords } from '../../src/shared/found-words'
import type { Language } from '../../src/shared/languages'
import { languages } from '../../src/shared/languages'
import { translator } from '../../src/shared/texts'
import { EnvironmentLines } from '../../src/ui/environment-lines'
import { TextsProvider, textsIn } from '../../src/ui/texts'
import { linux, mute, rules, windows11 } from '../shared/rules'
import { draw, type Element } from './drawing'

const fine = checkEnvironment(rules, windows11).checks
const unread = checkEnvironment(rules, mute).checks
const ja = translator('ja')

const card = (checks: readonly Check[], language: Language = 'ja') =>
  draw(
    <TextsProvider value={textsIn(language)}>
      <EnvironmentLines checks={checks} />
    </TextsProvider>,
  )
const linesOf = (drawn: readonly Element[]) => drawn.filter(({ name }) => name === 'li')
const idsOf = (drawn: readonly Element[]) => linesOf(drawn).map((line) => line.attribute('data-check'))
const partOf = (line: Element | undefined, className: string) =>
  line?.elements.find((one) => one.attribute('class')?.split(' ').includes(className))?.text
const lineOf = (check: Check, language: Language = 'ja') => linesOf(card([check], language))[0]

const line = (changed: Partial<Check>): Check => ({
  id: 'disk',
  verdict: 'pass',
  found: '52.1 GB',
  asked: '100 MB',
  advice: 'fine',
  withheld: false,
  ...changed,
})

describe('the card', () => {
  it('has every line, in the order it was given', () => {
    expect(idsOf(card(fine))).toEqual(checkIds)
    expect(idsOf(card(checkEnvironment(rules, linux).checks))).toEqual(['os'])
  })

  it('is two lists, each named by its caption', () => {
    const drawn = card(fine)
    const captions = drawn.filter(({ name }) => name === 'p')
    const lists = drawn.filter(({ name }) => name === 'ul')
    expect(captions.map(({ text }) => text)).toEqual(['パソコン', '通信'])
    expect(lists.map((list) => list.attribute('aria-labelledby'))).toEqual(
      captions.map((caption) => caption.attribute('id')),
    )
    expect(new Set(captions.map((caption) => caption.attribute('id'))).size).toBe(2)
    expect(lists.map((list) => linesOf(list.elements).length)).toEqual([8, 7])
  })

  it('has no list for a part without lines', () => {
    const drawn = card(checkEnvironment(rules, linux).checks)
    expect(drawn.filter(({ name }) => name === 'ul')).toHaveLength(1)
    expect(card([])).toHaveLength(1)
  })
})

describe('a line', () => {
  it('says its verdict in sign and word, beside the colour', () => {
    for (const [verdict, sign] of [
      ['pass', '✓'],
      ['warn', '!'],
      ['fail', '×'],
    ] as const) {
      const drawn = lineOf(line({ verdict, advice: 'disk-full' }))
      expect(drawn?.attribute('data-verdict')).toBe(verdict)
      expect(partOf(drawn, 'verdict')).toBe(`${sign}${ja(`verdict.${verdict}`)}`)
      const hidden = drawn?.elements.find((one) => one.attribute('aria-hidden') === 'true')
      expect(hidden?.text).toBe(sign)
    }
  })

  it('shows what was found and what is needed', () => {
    const drawn = lineOf(line({}))
    expect(drawn?.text).toContain('ディスクの空き')
    expect(partOf(drawn, 'values')).toBe('52.1 GB必要な条件: 100 MB')
    expect(partOf(drawn, 'advice')).toBeUndefined()
    expect(partOf(lineOf(line({ asked: null })), 'values')).toBe('52.1 GB')
  })

  it('says what was not read and what was not sent', () => {
    expect(partOf(lineOf(line({ found: null })), 'values')).toContain(ja('check.unread'))
    const kept = agreedEnvironment({ profile: 'table', verdict: 'pass', checks: fine }, []).checks
    for (const drawn of linesOf(card(kept))) {
      const withheld = kept.find(({ id }) => id === drawn.attribute('data-check'))?.withheld
      expect(drawn.text.includes(ja('check.withheld'))).toBe(withheld)
    }
  })

  it('says what to do next: to go on, or to call', () => {
    const advice = (verdict: Check['verdict'], language: Language = 'ja') =>
      partOf(lineOf(line({ verdict, advice: 'disk-full' }), language), 'advice')
    expect(advice('fail')).toBe(ja('advice.disk-full') + ja('check.call'))
    expect(advice('warn')).toBe(ja('advice.disk-full') + ja('check.go-on'))
    expect(advice('pass')).toBe(ja('advice.disk-full') + ja('check.go-on'))
    expect(advice('fail', 'en')).toMatch(/check again\. If you cannot/)
  })

  it('has a sentence for every advice but the one that says nothing', () => {
    for (const language of languages)
      for (const advice of advices) {
        const said = partOf(lineOf(line({ verdict: 'warn', advice }), language), 'advice')
        expect(said === undefined).toBe(advice === 'fine')
        expect(said).not.toBe('')
      }
  })

  it('says known words in the reader’s language, found and asked, and leaves the rest as it is', () => {
    for (const language of languages)
      for (const word of foundWords) {
        const values = partOf(lineOf(line({ id: 'proxy', found: word, asked: word }), language), 'values')
        const said = translator(language)(`found.${word}`)
        expect(values).toBe(`${said}${translator(language)('check.asked')}: ${said}`)
      }
    expect(partOf(lineOf(line({ id: 'https', found: 'a.jp:443, 9 ms', asked: null })), 'values')).toBe(
      'a.jp:443, 9 ms',
    )
  })

  it('names a language, and shows what is none as it is', () => {
    const values = (found: string, language: Language) =>
      partOf(lineOf(line({ id: 'language', found, asked: 'ja' }), language), 'values')
    expect(values('en', 'ja')).toBe('英語必要な条件: 日本語')
    expect(values('ja', 'en')).toBe('JapaneseNeeded: Japanese')
    expect(values('ja_JP', 'en')).toMatch(/^Japanese \(Japan\)/)
    for (const odd of ['not a language', '-', '<b>']) expect(values(odd, 'ja')).toContain(odd)
    expect(values('pac', 'ja')).not.toContain(ja('found.pac'))
  })

  it('is said for a PC that tells nothing of itself', () => {
    for (const drawn of linesOf(card(unread, 'en'))) {
      expect(drawn.text).toContain('Could not be read')
      expect(partOf(drawn, 'advice')).toContain('You can go on')
    }
  })
})
