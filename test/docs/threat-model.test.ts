import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { literalOf, type Node, parse, root, type Source, templateOf } from '../sources'

const text = readFileSync(join(root, 'docs', 'threat-model.md'), 'utf8')
const sections = text
  .split(/^## /m)
  .slice(1)
  .map((section) => ({ title: section.split('\n')[0] ?? '', body: section }))

/** Each line that names a test, as `file`: "title". */
const named = (body: string) =>
  [...body.matchAll(/^- `([^`]+)`: "(.+)"$/gm)].map(([, file = '', title = '']) => ({ file, title }))

/** What a call is made on in the end: `test` of `test.each(...)(...)`. */
function calledBy(callee: unknown): unknown {
  const node = callee as Node | undefined
  if (node?.type === 'Identifier') return node.name
  return node === undefined ? undefined : calledBy(node.callee ?? node.object)
}

const HOLE = '…'
/** The titles of the tests of a file, as they stand there; what is computed in one is a bare hole. */
const titlesIn = (source: Source): string[] =>
  parse(source).nodes.flatMap((node) => {
    if (node.type !== 'CallExpression' || !['test', 'it'].includes(String(calledBy(node.callee)))) return []
    const [title] = node.arguments as readonly Node[]
    const words =
      literalOf(title) ?? (title?.type === 'TemplateLiteral' ? templateOf(title).join(HOLE) : null)
    return words === null ? [] : [words]
  })
const bare = (title: string) => title.replaceAll(/\$\{\w+\}/g, HOLE)

describe('the threat model', () => {
  const actors = sections.filter(({ body }) => body.includes('**Wants**'))

  it('speaks of every actor, of what stops them and of what does not', () => {
    expect(actors.map(({ title }) => title)).toEqual([
      'A scammer who calls the customer',
      'A malicious operator',
      'A stolen or malicious relay',
      'Whoever attacks the relay from the network',
      'A man in the middle',
      "Malware on the customer's PC",
      'A malicious customer',
      'A malicious administrator, or a policy from elsewhere',
      'The supply chain',
    ])
    for (const { title, body } of actors) {
      expect(body, title).toContain('**What stops it.**')
      expect(body, title).toContain('**What does not.**')
      expect(named(body).length, title).toBeGreaterThan(2)
    }
  })

  it.each(named(text))('names a test that exists: $file: $title', ({ file, title }) => {
    expect(existsSync(join(root, file)), file).toBe(true)
    const source = { path: file, text: readFileSync(join(root, file), 'utf8') }
    expect(titlesIn(source)).toContain(bare(title))
  })

  it('names tests in no other way, so that none goes unchecked', () => {
    const lines = text.split('\n').filter((line) => /`test\/(?!docs\/threat-model)/.test(line))
    expect(lines.filter((line) => named(line).length === 0)).toEqual([])
  })

  it('would notice a title that is not there', () => {
    const text = `// a thing happens
      test('a thing', () => 1)
      it.each([1])('%s happens', () => 1)
      expect('another thing').toBe(1)`
    expect(titlesIn({ path: 'a.test.ts', text })).toEqual(['a thing', '%s happens'])
  })
})
