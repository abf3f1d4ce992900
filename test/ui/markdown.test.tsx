import type { VNode } from 'preact'
import { describe, expect, it } from 'vitest'
import { Markdown } from '../../src/ui/markdown'

const isVNode = (value: unknown): value is VNode<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && 'type' in value && 'props' in value

/** Every element and every text of a tree, in order. */
type Seen = { readonly element: string; readonly props: readonly string[] } | { readonly text: string }
function walk(value: unknown): Seen[] {
  if (Array.isArray(value)) return value.flatMap(walk)
  if (typeof value === 'string' || typeof value === 'number') return [{ text: String(value) }]
  if (!isVNode(value)) return []
  const { children, ...props } = value.props
  if (typeof value.type !== 'string') return walk(children)
  return [{ element: value.type, props: Object.keys(props) }, ...walk(children)]
}
const seen = (text: string) => walk(Markdown({ text }))
const elementsOf = (text: string) => seen(text).flatMap((one) => ('element' in one ? [one.element] : []))
const propsOf = (text: string) => seen(text).flatMap((one) => ('element' in one ? one.props : []))
/** All text, joined: what somebody reads. */
const readOf = (text: string) =>
  seen(text)
    .flatMap((one) => ('text' in one ? [one.text] : []))
    .join('')

/** The tree in one line, its texts in quotes. */
function show(value: unknown): string {
  if (Array.isArray(value)) return value.map(show).join('')
  if (typeof value === 'string' || typeof value === 'number') return `"${value}"`
  if (!isVNode(value)) return ''
  const { children, ...props } = value.props
  const inner = show(children)
  if (typeof value.type !== 'string') return inner
  const named = Object.entries(props).map(([name, one]) => ` ${name}=${String(one)}`)
  return `<${value.type}${named.join('')}>${inner}</${value.type}>`
}
const shown = (text: string) => show(Markdown({ text }))

describe('a document', () => {
  it('shows headings, paragraphs, lists and emphasis', () => {
    expect(shown('# 一\n\n### 二\n\nあ **い** *う*')).toBe(
      '<h2>"一"</h2><h3>"二"</h3><p>"あ "<strong>"い"</strong>" "<em>"う"</em></p>',
    )
    expect(shown('- 一\n- 二')).toBe('<ul><li>"一"</li><li>"二"</li></ul>')
    expect(shown('3. 一\n4. 二')).toBe('<ol start=3><li>"一"</li><li>"二"</li></ol>')
  })

  it('shows a list in a list', () => {
    expect(shown('- 一\n  - 二')).toBe('<ul><li>"一"<ul><li>"二"</li></ul></li></ul>')
  })

  it('shows HTML as the text it is', () => {
    for (const html of [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      'あ <b onclick="x">い</b>',
      '- <iframe src="https://example.jp"></iframe>',
      '# <svg onload=alert(1)>',
      '<div>\n\n**あ**\n\n</div>',
    ]) {
      const allowed = ['h2', 'h3', 'p', 'ul', 'ol', 'li', 'strong', 'em']
      expect([html, elementsOf(html).filter((name) => !allowed.includes(name))]).toEqual([html, []])
    }
    expect(readOf('<script>alert(1)</script>')).toContain('<script>alert(1)</script>')
    expect(readOf('あ <b>い</b>')).toBe('あ <b>い</b>')
  })

  it('has no links and no pictures: an address is text', () => {
    for (const text of [
      '[あ](https://example.jp)',
      '![あ](https://example.jp/a.png)',
      '<https://example.jp>',
      'https://example.jp',
      '[あ][1]\n\n[1]: https://example.jp',
      '[あ](javascript:alert(1))',
    ]) {
      const types = elementsOf(text)
      expect([text, types.filter((name) => name !== 'p')]).toEqual([text, []])
    }
    expect(readOf('[あ](https://example.jp)')).toBe('[あ](https://example.jp)')
    expect(readOf('**[あ](https://example.jp)**')).toBe('[あ](https://example.jp)')
  })

  it('gives no element an attribute but the number that a list starts with', () => {
    const all = propsOf(
      '# a\n\n1. b\n\n- *c*\n\n<p class="x">d</p>\n\n> e\n\n| f |\n|---|\n| g |\n\n```js\nh\n```',
    )
    expect([...new Set(all)]).toEqual(['start'])
  })

  it('loses no text of what it does not know', () => {
    for (const [text, word] of [
      ['> あいう', 'あいう'],
      ['| あ | い |\n|---|---|\n| う | え |', 'え'],
      ['```\nあいう\n```', 'あいう'],
      ['あ `い` う', 'い'],
      ['~~あ~~', 'あ'],
    ] as const)
      expect([text, readOf(text).includes(word)]).toEqual([text, true])
  })
})
