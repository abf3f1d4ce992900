import { join } from 'node:path'
import type { BuiltFor } from '../../shared/built-for'
import { type Policy, resolvePolicy } from '../../shared/policy'
import { runProgram } from '../machine/child-program'
import { readerEnvironment, systemRoot } from '../machine/surroundings'
import { readBuiltIn, type Spoken } from './built-in'
import { type PolicyFolder, readJsonFolders, SYSTEM_FOLDER } from './json-folder'
import { readPropertyLists } from './property-list'
import type { Installer, MachineReading } from './reading'
import { readRegistry } from './registry'

/** What is decided for this PC, and by whom. */
export type Managed = {
  readonly policy: Policy
  readonly builtFor: BuiltFor
  /** Set where administrators installed the program: then it never replaces itself. */
  readonly installedBy: Installer | null
  /** What a developer said by the environment. */
  readonly spoken: Spoken
}

export type ManagedParts = {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** The application's folder. */
  readonly root: string
  readonly spoken: Spoken
  /** Linux: another folder than the system's; null = that one. */
  readonly folder: PolicyFolder | null
}

/** Reads what the machine and the package say. Never throws: what cannot be read is a fault, and closes. */
export async function readManaged({ platform, env, root, spoken, folder }: ManagedParts): Promise<Managed> {
  const machine = await readMachine(platform, env, folder)
  const { builtFor, source } = readBuiltIn(root, spoken)
  return {
    policy: resolvePolicy([...machine.sources, source]),
    builtFor,
    installedBy: machine.installedBy,
    spoken,
  }
}

/** An old PC that has just been switched on is slow, and what was not read in time closes everything. */
const LIMIT_MS = 30_000

function readMachine(
  platform: NodeJS.Platform,
  env: ManagedParts['env'],
  folder: PolicyFolder | null,
): MachineReading | Promise<MachineReading> {
  const known = readerEnvironment(platform, env)
  const run = (program: string, words: readonly string[]) =>
    runProgram(program, words, known, () => () => undefined, LIMIT_MS)
  switch (platform) {
    case 'win32':
      return readRegistry((words) => run(join(systemRoot(known), 'System32', 'reg.exe'), words))
    case 'darwin':
      return readPropertyLists(run)
    default:
      return readJsonFolders(folder ?? SYSTEM_FOLDER)
  }
}
