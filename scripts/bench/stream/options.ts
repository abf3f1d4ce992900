import { Refusal } from '../../refusal'

/** What can be measured, in the order in which it is. */
export const PARTS = [
  'still',
  'changes',
  'typing',
  'typing-fast',
  'scrolling',
  'dragging',
  'video',
  'jumps',
  'times',
  'lines',
] as const
export type Part = (typeof PARTS)[number]

export const LINES = ['A', 'B'] as const
export type LineName = (typeof LINES)[number]

export type Options = {
  /** A file, or true for JSON on the terminal instead of the table. */
  readonly json: string | boolean
  /** A folder for pictures of the console, taken between the measurements. */
  readonly pictures: string | null
  readonly parts: ReadonlySet<Part>
  /** Of each scene. */
  readonly seconds: number
  /** Rounds: reference and ours take turns. */
  readonly repeat: number
  readonly lines: readonly LineName[]
}

const USE = `Use: npm run bench:stream -- [--json [FILE]] [--pictures FOLDER] [--only ${PARTS.join(',')}] [--seconds N] [--repeat N] [--line A|B] [--quick]`

export function optionsOf(words: readonly string[]): Options {
  let json: string | boolean = false
  let pictures: string | null = null
  let only: readonly Part[] | null = null
  let lines: readonly LineName[] | null = null
  let seconds: number | null = null
  let repeat: number | null = null
  let quick = false
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    switch (word) {
      case '--json':
        json = rest[0] === undefined || rest[0].startsWith('--') ? true : (rest.shift() ?? true)
        break
      case '--pictures':
        pictures = rest.shift() ?? null
        if (pictures === null) throw new Refusal(USE)
        break
      case '--only':
        only = (rest.shift() ?? '').split(',').map((name) => oneOf(PARTS, name))
        break
      case '--line':
        lines = [...(lines ?? []), oneOf(LINES, rest.shift())]
        break
      case '--seconds':
        seconds = amount(rest.shift(), 2, 120)
        break
      case '--repeat':
        repeat = amount(rest.shift(), 1, 20)
        break
      case '--quick':
        quick = true
        break
      default:
        throw new Refusal(USE)
    }
  }
  const parts = new Set(only ?? PARTS.filter((part) => !quick || part !== 'lines'))
  if (lines !== null) parts.add('lines')
  return {
    json,
    pictures,
    parts,
    seconds: seconds ?? (quick ? 4 : 8),
    repeat: repeat ?? (quick ? 1 : 2),
    lines: lines ?? LINES,
  }
}

function oneOf<T extends string>(names: readonly T[], name: string | undefined): T {
  const found = names.find((one) => one === name)
  if (found === undefined) throw new Refusal(USE)
  return found
}

function amount(word: string | undefined, least: number, most: number): number {
  const value = Number(word)
  if (!Number.isInteger(value) || value < least || value > most) throw new Refusal(USE)
  return value
}
