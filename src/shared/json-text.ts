/** "environment.windows.systems[1].bits", for a person to find; the root is "the file". */
export const pathText = (path: readonly PropertyKey[]): string =>
  path.length === 0
    ? 'the file'
    : path
        .map((part) => (typeof part === 'number' ? `[${part}]` : `.${shortened(String(part))}`))
        .join('')
        .replace(/^\./, '')

/** A name that somebody else wrote may be of any length. */
const shortened = (name: string): string => (name.length > 60 ? `${name.slice(0, 60)}…` : name)

export type JsonText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly faults: readonly string[] }

/**
 * Reads JSON that a person writes: says the line and column of what is wrong, and refuses a name that stands twice in
 * one object, of which `JSON.parse` silently keeps the last.
 */
export function readJson(written: string): JsonText {
  // Some editors begin a file with this mark; it says nothing.
  const text = written.replace(/^\uFEFF/, '')
  const { wrongAt, twice } = scan(text)
  try {
    const value: unknown = JSON.parse(text)
    return twice.length === 0
      ? { ok: true, value }
      : { ok: false, faults: twice.map((path) => `${pathText(path)}: stands here twice`) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { ok: false, faults: [`${placeText(text, wrongAt ?? text.length)}: is not JSON from here on`] }
  }
}

function placeText(text: string, at: number): string {
  const lines = text.slice(0, at).split('\n')
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`
}

const space = /[ \t\n\r]*/y
/** The first group is a string. */
const token =
  /("(?:[^"\\\n\r\t]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/y

/** An object or a list that is open: where in it we are, and the names it has had. */
type Open = { at: string | number; readonly names: Set<string> | null }
type Expected = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end' | 'nothing'
type Scan = { readonly wrongAt: number | null; readonly twice: readonly PropertyKey[][] }

function scan(text: string): Scan {
  const open: Open[] = []
  const twice: PropertyKey[][] = []
  let expected: Expected = 'value'
  let from = 0
  for (;;) {
    space.lastIndex = from
    from += space.exec(text)?.[0].length ?? 0
    if (from === text.length) return { wrongAt: expected === 'nothing' ? null : from, twice }
    token.lastIndex = from
    const match = token.exec(text)
    if (match === null) return { wrongAt: from, twice }
    const next = step(match[0], match[1], expected, open, twice)
    if (next === null) return { wrongAt: from, twice }
    expected = next
    from = token.lastIndex
  }
}

/** What may follow, or null where the token may not stand here. */
function step(
  word: string,
  string: string | undefined,
  expected: Expected,
  open: Open[],
  twice: PropertyKey[][],
): Expected | null {
  const inner = open.at(-1)
  const after = (): Expected => (open.length === 0 ? 'nothing' : 'comma or end')
  switch (word) {
    case '{':
    case '[': {
      if (expected !== 'value' && expected !== 'value or end') return null
      open.push(word === '{' ? { at: '', names: new Set() } : { at: 0, names: null })
      return word === '{' ? 'name or end' : 'value or end'
    }
    case '}':
    case ']': {
      const fits = inner !== undefined && (inner.names !== null) === (word === '}')
      if (!fits || !expected.endsWith('or end')) return null
      open.pop()
      return after()
    }
    case ':':
      return expected === 'colon' ? 'value' : null
    case ',': {
      if (expected !== 'comma or end' || inner === undefined) return null
      if (typeof inner.at === 'number') inner.at += 1
      return inner.names === null ? 'value' : 'name'
    }
    default: {
      if (expected === 'value' || expected === 'value or end') return after()
      if (!expected.startsWith('name') || string === undefined || inner?.names == null) return null
      inner.at = String(JSON.parse(string))
      if (inner.names.has(inner.at)) twice.push(open.map(({ at }) => at))
      inner.names.add(inner.at)
      return 'colon'
    }
  }
}
