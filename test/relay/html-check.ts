/** A strict reader of the pages that the relay writes: what it does not understand is a fault. */
export type Element = {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly parents: readonly string[]
}
export type Parsed = {
  readonly elements: readonly Element[]
  readonly text: string
  readonly faults: readonly string[]
}

const empty = ['meta', 'link', 'br', 'input', 'img', 'source']
const token = /<!doctype html>|<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>|([^<]+)|</g
const attribute = / ([a-z-]+)(?:="([^"]*)")?/g
/** Where only text and these belong. */
const phrasing = ['a', 'br', 'strong', 'em', 'span', 'code', 'input']
const onlyPhrasing = [
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'span',
  'a',
  'strong',
  'em',
  'label',
  'legend',
  'button',
  'code',
]

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

export function parsePage(html: string): Parsed {
  const elements: Element[] = []
  const faults: string[] = []
  const open: string[] = []
  let text = ''
  const decode = (raw: string) =>
    raw.replace(/&(#?\w*);?/g, (all, name: string) => {
      if (entities[name] === undefined || !all.endsWith(';')) faults.push(`bare & in "${raw.slice(0, 60)}"`)
      return entities[name] ?? all
    })
  for (const [all, closing, name, attributes = '', words] of html.matchAll(token)) {
    if (words !== undefined) text += decode(words)
    else if (name === undefined) {
      if (all === '<') faults.push('a < that begins nothing')
    } else if (closing === '/') {
      if (open.pop() !== name) faults.push(`</${name}> closes nothing`)
    } else {
      const read = new Map<string, string>()
      for (const [, key = '', value = ''] of attributes.matchAll(attribute)) {
        if (read.has(key)) faults.push(`${name} has ${key} twice`)
        read.set(key, decode(value))
      }
      const parent = open.at(-1) ?? ''
      if (onlyPhrasing.includes(parent) && !phrasing.includes(name)) faults.push(`${name} in ${parent}`)
      elements.push({ name, attributes: read, parents: [...open] })
      if (!empty.includes(name)) open.push(name)
    }
  }
  if (open.length > 0) faults.push(`left open: ${open.join(' ')}`)
  return { elements, text, faults }
}

/** What is wrong with a whole page. */
export function faultsOf(html: string): string[] {
  const { elements, faults } = parsePage(html)
  const found = [...faults]
  const expect = (good: boolean, fault: string) => void (good || found.push(fault))
  const named = (...names: string[]) => elements.filter(({ name }) => names.includes(name))
  expect(html.startsWith('<!doctype html>\n<html lang="'), 'no doctype and language')
  expect(/^(ja|en)$/.test(named('html')[0]?.attributes.get('lang') ?? ''), 'html without lang')
  for (const one of ['html', 'head', 'body', 'title', 'main', 'h1'])
    expect(named(one).length === 1, `${named(one).length} of ${one}`)
  for (const one of ['script', 'iframe', 'object', 'embed', 'base', 'style'])
    expect(named(one).length === 0, `there is ${one}`)
  for (const { attributes } of named('img'))
    expect((attributes.get('alt') ?? '').length > 5, `img ${attributes.get('src')} without alt`)
  let rank = 0
  for (const { name } of named('h1', 'h2', 'h3', 'h4')) {
    const own = Number(name.slice(1))
    expect(own <= rank + 1, `${name} after h${rank}`)
    rank = own
  }
  const ids = elements.flatMap(({ attributes }) => attributes.get('id') ?? [])
  expect(new Set(ids).size === ids.length, `an id twice: ${ids.join(' ')}`)
  for (const { name, attributes } of elements) {
    const needs = [attributes.get('aria-labelledby'), /^#(.+)/.exec(attributes.get('href') ?? '')?.[1]]
    for (const id of needs) expect(id === undefined || ids.includes(id), `${name} points to ${id}`)
    for (const key of attributes.keys())
      expect(!key.startsWith('on') && key !== 'style', `${name} has ${key}`)
    for (const key of ['href', 'src', 'srcset', 'action'])
      expect(
        /^($|[/#]|tel:)/.test(attributes.get(key) ?? '') && !attributes.get(key)?.startsWith('//'),
        `${name} leads to ${attributes.get(key)}`,
      )
  }
  for (const { attributes, parents } of named('input'))
    expect(attributes.get('type') === 'hidden' || parents.includes('label'), 'an input without label')
  return found
}
