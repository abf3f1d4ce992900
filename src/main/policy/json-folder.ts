import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PolicySource } from '../../shared/policy'
import { standingOf } from './ownership'
import { faulty, keysOf, type MachineLayer, type MachineReading, none, takeMarks } from './reading'

/** Where they stand, and whose they must be. */
export type PolicyFolder = { readonly path: string; readonly owner: number }

/** The folder of Linux: only root can write below /etc. */
export const SYSTEM_FOLDER: PolicyFolder = { path: '/etc/opt/sobani/policies', owner: 0 }

const folders = { policy: 'managed', installation: 'recommended' } as const
const FILE_LIMIT = 1_000_000

/**
 * Linux: every `*.json` of a folder, in the order of their names. A later file wins over an earlier one, and closes
 * locks further as any source does. Read without waiting, see `standingOf`.
 */
export function readJsonFolders(base: PolicyFolder): MachineReading {
  const installation = readLayer('installation', base).map((source) => takeMarks(source, 'pkg'))
  return {
    sources: [...readLayer('policy', base), ...installation.map(({ source }) => source)],
    installedBy: installation.find(({ installedBy }) => installedBy !== null)?.installedBy ?? null,
  }
}

function readLayer(layer: MachineLayer, { path, owner }: PolicyFolder): PolicySource[] {
  const folder = join(path, folders[layer])
  // Whoever may rename a folder decides what stands in it: so it is asked of those above, too.
  for (const one of [dirname(path), path, folder]) {
    const standing = standingOf(one, 'folder', owner)
    if (standing === 'absent') return [none(layer)]
    if (standing !== 'trusted') return [faulty(layer, standing)]
  }
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return [faulty(layer, 'unreadable')]
  }
  const files = names.filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort()
  return files.reverse().map((name) => readFile(layer, join(folder, name), owner))
}

function readFile(layer: MachineLayer, path: string, owner: number): PolicySource {
  const standing = standingOf(path, 'file', owner)
  if (standing !== 'trusted') return faulty(layer, standing === 'not-trusted' ? standing : 'unreadable')
  try {
    const text = readFileSync(path, 'utf8')
    const values = text.length > FILE_LIMIT ? null : keysOf(text)
    return values === null ? faulty(layer, 'unreadable') : { layer, values, fault: null }
  } catch {
    // Gone, or no JSON: whatever it was meant to close counts as closed, and the fault says so.
    return faulty(layer, 'unreadable')
  }
}
