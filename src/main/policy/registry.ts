import { type PolicySource, type SettingName, settingNames, settings } from '../../shared/policy'
import { faulty, type MachineLayer, type MachineReading, none, takeMarks } from './reading'

/** stdout of `reg.exe` with these words; rejects on any status but 0. */
export type RunReg = (words: readonly string[]) => Promise<string>

const ROOT = 'HKEY_LOCAL_MACHINE\\SOFTWARE'
const places: Readonly<Record<MachineLayer, readonly string[]>> = {
  policy: ['Policies', 'Sobani', 'Agent'],
  installation: ['Sobani', 'Agent'],
}

const valueLine =
  /^ {4}(.*?) {4}(REG_(?:SZ|EXPAND_SZ|MULTI_SZ|DWORD|DWORD_BIG_ENDIAN|QWORD|BINARY|NONE|LINK))(?: {4}(.*))?$/

type Value = { readonly name: string; readonly type: string; readonly data: string }
type Key = { readonly values: readonly Value[]; readonly subkeys: readonly string[] }

/** Windows: both keys of the machine, always those of 64-bit programs, never the user's own. */
export async function readRegistry(run: RunReg): Promise<MachineReading> {
  const [policy, installation] = await Promise.all([
    readLayer('policy', run),
    readLayer('installation', run).then((source) => takeMarks(source, 'msi')),
  ])
  return { sources: [policy, installation.source], installedBy: installation.installedBy }
}

/**
 * A key that is not there is known by the list of the key above it. The status of `reg.exe` and its words tell nothing:
 * the one is 1 for every failure, the others are in the system's language.
 */
async function readLayer(layer: MachineLayer, run: RunReg): Promise<PolicySource> {
  try {
    let path = ROOT
    for (const name of places[layer]) {
      const there = subkeysOf(path, await query(path, run)).find(
        (one) => one.toLowerCase() === name.toLowerCase(),
      )
      if (there === undefined) return none(layer)
      path = `${path}\\${there}`
    }
    return { layer, values: valuesOf(layer, parseKey(path, await query(path, run))), fault: null }
  } catch {
    // Not to be read, or read and not understood: the fault says so.
    return faulty(layer, 'unreadable')
  }
}

const query = (path: string, run: RunReg): Promise<string> => run(['query', path, '/reg:64'])

/** Names of the keys directly below; what others have written into the key itself is no business of ours. */
export function subkeysOf(path: string, output: string): string[] {
  const below = `${path}\\`.toLowerCase()
  const names = output
    .split(/\r?\n/)
    .filter((line) => line.toLowerCase().startsWith(below))
    .map((line) => line.trimEnd().slice(below.length))
  // Every Windows has keys there: an answer without one is none.
  if (path === ROOT && names.length === 0) throw new Error('no keys at all')
  return names
}

/**
 * What `reg.exe query` wrote of one key: its path, a line for each value (four spaces, name, four spaces, type, four
 * spaces, data), and the paths of the keys below. Throws on anything else: half an answer may lack the very lock that
 * matters.
 */
export function parseKey(path: string, output: string): Key {
  const values: Value[] = []
  const subkeys: string[] = []
  let named = false
  for (const line of output.split(/\r?\n/)) {
    if (line.trim() === '') continue
    const lower = line.trimEnd().toLowerCase()
    const [, name, type, data = ''] = valueLine.exec(line) ?? []
    if (lower === path.toLowerCase()) named = true
    else if (lower.startsWith(`${path.toLowerCase()}\\`)) subkeys.push(line.trimEnd().slice(path.length + 1))
    else if (name !== undefined && type !== undefined && subkeys.length === 0)
      values.push({ name, type, data })
    else throw new Error('not what reg.exe writes')
  }
  // A key without values and keys is written as nothing at all.
  if (!named && values.length > 0) throw new Error('values of no key')
  return { values, subkeys }
}

/** In JSON's types, by the names of the table: the registry knows no capital letters. */
function valuesOf(layer: MachineLayer, { values, subkeys }: Key): Record<string, unknown> {
  const nameOf = (written: string): string =>
    [...settingNames, 'InstalledBy', 'Version'].find(
      (name) => name.toLowerCase() === written.toLowerCase(),
    ) ?? written
  // The key's own value has a name in brackets, in the system's language. An empty one was set by nobody who meant it;
  // an installer writes as empty whatever it was not told.
  const meant = values.filter(
    ({ name, data }) => data !== '' || !(layer === 'installation' || /^\(.*\)$/.test(name)),
  )
  return Object.fromEntries([
    ...meant.map((value) => [nameOf(value.name), plain(nameOf(value.name), value)]),
    // No setting is a key: what somebody meant by it cannot be known.
    ...subkeys.map((name) => [nameOf(name), null]),
  ])
}

/** A value of the wrong type stays what it is, and the table's schema refuses it. */
function plain(name: string, { type, data }: Value): unknown {
  const kind = Object.hasOwn(settings, name) ? settings[name as SettingName].kind : 'text'
  if (kind === 'list') return type === 'REG_MULTI_SZ' ? listOf(data) : { type }
  if (kind === 'yes-no') {
    if (type === 'REG_DWORD' && /^0x[01]$/i.test(data.trim())) return data.trim().endsWith('1')
    return type === 'REG_SZ' && /^[01]$/.test(data.trim()) ? data.trim() === '1' : { type }
  }
  return type === 'REG_SZ' ? data.trim() : { type }
}

/** `reg.exe` writes the two characters \0 between the texts of a list. */
const listOf = (data: string): string[] =>
  data
    .split('\\0')
    .map((text) => text.trim())
    .filter((text) => text !== '')
