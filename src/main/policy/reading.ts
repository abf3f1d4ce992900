import type { PolicyLayer, PolicySource } from '../../shared/policy'
import { z } from '../../shared/zod'

/** The layers that belong to the machine: an administrator writes both, a user neither. */
export type MachineLayer = Extract<PolicyLayer, 'policy' | 'installation'>

/** Who put the program on this PC, if it was a package for administrators. */
export type Installer = 'msi' | 'pkg'

/** What the machine says; the stronger first where a layer has several sources. */
export type MachineReading = {
  readonly sources: readonly PolicySource[]
  readonly installedBy: Installer | null
}

export const none = (layer: PolicyLayer): PolicySource => ({ layer, values: null, fault: null })
export const faulty = (layer: PolicyLayer, fault: 'unreadable' | 'not-trusted'): PolicySource => ({
  layer,
  values: null,
  fault,
})

/** Null for anything but keys and values. Nothing is copied: a copy may leave out what has an odd name. */
export function keysOf(json: string): Readonly<Record<string, unknown>> | null {
  return object.safeParse(JSON.parse(json)).data ?? null
}
const object = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

/** What a package writes beside its settings. They are no settings, and no fault either. */
const INSTALLED_BY = 'InstalledBy'
const VERSION = 'Version'

/**
 * Takes the package's own marks out of an installation's values. A mark that nobody knows stays, and is a fault; the
 * program still counts as somebody else's to update.
 */
export function takeMarks(
  source: PolicySource,
  own: Installer,
): { readonly source: PolicySource; readonly installedBy: Installer | null } {
  const values = Object.entries(source.values ?? {})
  const [, mark] = values.find(([name]) => name === INSTALLED_BY) ?? []
  const known = mark === 'msi' || mark === 'pkg'
  const rest = values.filter(
    ([name, value]) => !(name === INSTALLED_BY && known) && !(name === VERSION && typeof value === 'string'),
  )
  return {
    source: source.values === null ? source : { ...source, values: Object.fromEntries(rest) },
    installedBy: known ? mark : mark === undefined ? null : own,
  }
}
