import type { Host } from '../host'
import { systemProgram } from './programs'

/** One value; `name` as it is written, '' for the key's own (default) one. */
export type Value = { readonly name: string; readonly type: string; readonly data: string }

/** Every value of one key by its name in small letters. */
export type Values = ReadonlyMap<string, Value>

/** Keys by their path below the one asked for, in small letters; that one itself is ''. */
export type Tree = ReadonlyMap<string, Values>

/** `subkeys` are names as they are written, only those directly below. */
export type Key = { readonly values: Values; readonly subkeys: readonly string[] }

const roots: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKCR: 'HKEY_CLASSES_ROOT',
}
const fullPath = (path: string): string =>
  path.replace(/^[^\\]+/, (root) => roots[root.toUpperCase()] ?? root).toLowerCase()

/**
 * What `reg.exe query` wrote: a line for each key, and for each value four spaces, name, four spaces, type, four spaces,
 * data. Only that shape is read, so the language of the system does not matter; it translates the name of a default
 * value, always in brackets: "(Default)", "(既定)". A later line of a text with line breaks has no such shape.
 */
export function parseRegistry(output: string): Map<string, Map<string, Value>> {
  const keys = new Map<string, Map<string, Value>>()
  let values: Map<string, Value> | null = null
  for (const line of output.split(/\r?\n/)) {
    if (/^HKEY_[A-Z_]+(\\|$)/.test(line)) {
      values = keys.get(line.trimEnd()) ?? new Map()
      keys.set(line.trimEnd(), values)
      continue
    }
    const [, name, type, data = ''] = /^ {4}(.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/.exec(line) ?? []
    if (values === null || name === undefined || type === undefined) continue
    const bare = /^\(.*\)$/.test(name) ? '' : name
    if (!values.has(bare.toLowerCase())) values.set(bare.toLowerCase(), { name: bare, type, data })
  }
  return keys
}

/** On 64-bit Windows there are two of some keys; a 32-bit agent asks for the other one by default. */
function viewWords(host: Host, view: 'system' | '32'): string[] {
  if (view === '32') return ['/reg:32']
  return host.facts.arch === 'ia32' && host.facts.env.PROCESSOR_ARCHITEW6432 !== undefined ? ['/reg:64'] : []
}

/** Whether this Windows keeps a second set of keys for 32-bit programs. */
export const hasTwoViews = (host: Host): boolean =>
  host.facts.arch !== 'ia32' || host.facts.env.PROCESSOR_ARCHITEW6432 !== undefined

async function query(host: Host, path: string, words: readonly string[], view: 'system' | '32') {
  const found = await host.run(systemProgram(host, 'reg.exe'), [
    'query',
    path,
    ...words,
    ...viewWords(host, view),
  ])
  return parseRegistry(found)
}

/** Rejects where there is no such key, or it may not be read: the two cannot be told apart here. */
export async function readKey(host: Host, path: string, view: 'system' | '32' = 'system'): Promise<Key> {
  const keys = await query(host, path, [], view)
  const own = fullPath(path)
  const below = [...keys.keys()].filter((key) => key.toLowerCase().startsWith(`${own}\\`))
  return {
    values: new Map([...keys].find(([key]) => key.toLowerCase() === own)?.[1]),
    subkeys: below.map((key) => key.slice(own.length + 1)).filter((name) => !name.includes('\\')),
  }
}

/** A key with all below it; `only` leaves out every other value, and rejects where no key has that one. */
export async function readTree(
  host: Host,
  path: string,
  view: 'system' | '32' = 'system',
  only?: string,
): Promise<Tree> {
  const keys = await query(host, path, only === undefined ? ['/s'] : ['/s', '/v', only], view)
  const own = fullPath(path)
  return new Map(
    [...keys]
      .filter(([key]) => key.toLowerCase() === own || key.toLowerCase().startsWith(`${own}\\`))
      .map(([key, values]) => [key.slice(own.length + 1).toLowerCase(), values]),
  )
}

/** Whether a key is directly below another. */
export const hasSubkey = ({ subkeys }: Key, name: string): boolean =>
  subkeys.some((one) => one.toLowerCase() === name.toLowerCase())

/**
 * A key that may be missing, below one that every Windows has: null = it is not there, which is known because the key
 * above it does not name it. Rejects where that could not be read.
 */
export async function readBelow(
  host: Host,
  path: string,
  names: readonly string[],
  view: 'system' | '32' = 'system',
): Promise<Key | null> {
  let key = await readKey(host, path, view)
  let place = path
  for (const name of names) {
    if (!hasSubkey(key, name)) return null
    place = `${place}\\${name}`
    key = await readKey(host, place, view)
  }
  return key
}

/** A text that says something; null otherwise, also for a value of another type. */
export function textOf(values: Values | undefined, name: string): string | null {
  const value = values?.get(name.toLowerCase())
  if (value === undefined || !['REG_SZ', 'REG_EXPAND_SZ'].includes(value.type)) return null
  return value.data.trim() || null
}

/** A number: reg.exe writes "0x2d". */
export function numberOf(values: Values | undefined, name: string): number | null {
  const value = values?.get(name.toLowerCase())
  if (value === undefined || !['REG_DWORD', 'REG_QWORD'].includes(value.type)) return null
  return /^0x[0-9a-f]+$/i.test(value.data.trim()) ? Number(value.data.trim()) : null
}

/** Bytes, as hexadecimal digits in small letters. */
export function bytesOf(values: Values | undefined, name: string): string | null {
  const value = values?.get(name.toLowerCase())
  if (value === undefined || value.type !== 'REG_BINARY') return null
  const digits = value.data.trim().toLowerCase()
  return /^([0-9a-f]{2})*$/.test(digits) ? digits : null
}
