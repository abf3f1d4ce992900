import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BuiltFor, builtFor } from '../../shared/built-for'
import type { PolicySource, PolicyValues } from '../../shared/policy'
import { faulty } from './reading'

/** For nobody in particular: how the program is built while it is developed. */
const nobody: BuiltFor = {
  v: 1,
  channel: 'current',
  relay: null,
  profile: 'default',
  relayKeys: [],
  updateKey: null,
}

/** What a developer says by the environment stands above what the program was built with, and below all else. */
export type Spoken = Pick<PolicyValues, 'ServerUrl' | 'Profile'>

/** What the package says of itself. One that cannot be understood closes everything: nobody knows whose it is. */
export function readBuiltIn(root: string, spoken: Spoken): { builtFor: BuiltFor; source: PolicySource } {
  const layer = 'built-in'
  const read = readFile(join(root, 'out', 'built-for.json'))
  if (read === null) return { builtFor: nobody, source: faulty(layer, 'unreadable') }
  const values: PolicyValues = {
    ...(read.relay === null ? {} : { ServerUrl: read.relay }),
    Profile: read.profile,
    ...(read.relayKeys.length === 0 ? {} : { RelayKeys: read.relayKeys }),
    ...spoken,
  }
  return { builtFor: read, source: { layer, values, fault: null } }
}

/** Null where it is there and cannot be understood. */
function readFile(path: string): BuiltFor | null {
  try {
    return builtFor.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? nobody : null
  }
}
