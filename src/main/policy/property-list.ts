import { dirname } from 'node:path'
import type { PolicySource } from '../../shared/policy'
import { standingOf } from './ownership'
import { faulty, keysOf, type MachineLayer, type MachineReading, none, takeMarks } from './reading'

/** stdout of a program, by its whole path; rejects on any status but 0. */
export type Run = (program: string, words: readonly string[]) => Promise<string>

export const PREFERENCES: Readonly<Record<MachineLayer, string>> = {
  policy: '/Library/Managed Preferences/jp.sobani.agent.plist',
  installation: '/Library/Preferences/jp.sobani.agent.plist',
}

const PLUTIL = '/usr/bin/plutil'

/** macOS: what device management and the package have set, turned into JSON by the system's own program. */
export async function readPropertyLists(
  run: Run,
  files: Readonly<Record<MachineLayer, string>> = PREFERENCES,
  owner = 0,
): Promise<MachineReading> {
  const [policy, installation] = await Promise.all([
    readList('policy', files.policy, run, owner),
    readList('installation', files.installation, run, owner),
  ])
  const marked = takeMarks(installation, 'pkg')
  return { sources: [policy, marked.source], installedBy: marked.installedBy }
}

async function readList(layer: MachineLayer, path: string, run: Run, owner: number): Promise<PolicySource> {
  for (const [one, kind] of [[dirname(path), 'folder'] as const, [path, 'file'] as const]) {
    const standing = standingOf(one, kind, owner)
    if (standing === 'absent') return none(layer)
    if (standing !== 'trusted') return faulty(layer, standing)
  }
  try {
    const values = keysOf(await run(PLUTIL, ['-convert', 'json', '-o', '-', path]))
    return values === null ? faulty(layer, 'unreadable') : { layer, values: ownValues(values), fault: null }
  } catch {
    // It could not be started, or wrote no JSON (a date has none): the fault says so.
    return faulty(layer, 'unreadable')
  }
}

/** Device management writes what it knows of the profile beside the settings. */
const ownValues = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith('Payload')))
