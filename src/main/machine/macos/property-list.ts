import type { Host } from '../host'

/** A value of a property list; dates and data are the text that stands in the XML. */
export type Plist = string | number | boolean | readonly Plist[] | PlistKeys
export type PlistKeys = ReadonlyMap<string, Plist>

const DEEPEST = 50

/**
 * A property list file. XML is read as it is, binary is turned into XML by the system: JSON would refuse dates and data,
 * and single values only came with macOS 12.
 */
export async function readPlist(host: Host, path: string): Promise<PlistKeys> {
  const text = await host.file(path)
  return parsePlist(
    text.trimStart().startsWith('<')
      ? text
      : await host.run('/usr/bin/plutil', ['-convert', 'xml1', '-o', '-', path]),
  )
}

/** XML of a property list with keys at its top; throws on anything else. */
export function parsePlist(xml: string): PlistKeys {
  const body = xml.replace(/<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>|<!--[\s\S]*?-->/g, '')
  const parts = (body.match(/<[^>]+>|[^<]+/g) ?? []).filter((part) => part.trim() !== '')
  const reader = createReader(parts)
  reader.open('plist')
  const value = reader.value(0)
  reader.close('plist')
  if (!isKeys(value)) throw new Error('no property list with keys')
  return value
}

const isKeys = (value: Plist | undefined): value is PlistKeys => value instanceof Map

export const textAt = (keys: PlistKeys, key: string): string | null => {
  const value = keys.get(key)
  return typeof value === 'string' && value !== '' ? value : null
}

/** Absent or of another kind = none. */
export const listAt = (keys: PlistKeys, key: string): PlistKeys[] => {
  const value = keys.get(key)
  return Array.isArray(value) ? value.filter(isKeys) : []
}

/** Some programs write 1 and 0 where others write true and false. */
export const flagAt = (keys: PlistKeys, key: string): boolean | null => {
  const value = keys.get(key)
  if (typeof value === 'boolean') return value
  return value === 1 ? true : value === 0 ? false : null
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

const plain = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return entities.get(name) ?? all
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return point <= 0x10ffff ? String.fromCodePoint(point) : all
  })

/** Reads tags and texts one after another; throws where they do not fit. */
function createReader(parts: readonly string[]) {
  let place = 0
  const next = () => parts[place++] ?? ''
  const tagOf = (part: string) => /^<(\/?\w+)[^>]*>$/.exec(part)?.[1] ?? null

  function expect(tag: string) {
    if (tagOf(next()) !== tag) throw new Error('not a property list')
  }

  /** What stands up to the closing tag. */
  function content(tag: string): string {
    const first = next()
    if (tagOf(first) === `/${tag}`) return ''
    expect(`/${tag}`)
    return plain(first)
  }

  function until<T>(end: string, read: () => T): T[] {
    const found: T[] = []
    while (tagOf(parts[place] ?? '') !== end) found.push(read())
    expect(end)
    return found
  }

  function value(depth: number): Plist {
    const part = next()
    const tag = tagOf(part)
    const empty = part.endsWith('/>')
    if (depth > DEEPEST || tag === null) throw new Error('not a property list')
    if (tag === 'true' || tag === 'false') {
      if (!empty) expect(`/${tag}`)
      return tag === 'true'
    }
    if (tag === 'dict') {
      const entry = (): [string, Plist] => {
        expect('key')
        return [content('key'), value(depth + 1)]
      }
      return new Map(empty ? [] : until('/dict', entry))
    }
    if (tag === 'array') return empty ? [] : until('/array', () => value(depth + 1))
    if (!['string', 'integer', 'real', 'date', 'data'].includes(tag)) throw new Error('not a property list')
    const text = empty ? '' : content(tag)
    if (tag !== 'integer' && tag !== 'real') return text
    const number = Number(text)
    if (text.trim() === '' || Number.isNaN(number)) throw new Error('not a property list')
    return number
  }

  return { open: expect, close: (tag: string) => expect(`/${tag}`), value }
}
