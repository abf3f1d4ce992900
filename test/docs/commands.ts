import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../scripts/root'

export const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

/** The text of a document under one heading of the first or second level, to the next of that level. */
export function partOf(file: string, heading: string): string {
  const text = read(file)
  const from = text.indexOf(`\n## ${heading}\n`)
  if (from < 0) throw new Error(`${file} has no part "${heading}"`)
  const to = text.indexOf('\n## ', from + 4)
  return text.slice(from, to < 0 ? undefined : to)
}

/** Every block of commands for a shell, in order. */
export const blocksIn = (text: string): string[] =>
  [...text.matchAll(/^```(?:sh|bash|bat|cmd|powershell)\n([\s\S]*?)^```$/gm)].map(([, block]) => block ?? '')
