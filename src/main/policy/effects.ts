import type { ItemId } from '../../shared/inventory'
import type { View } from '../../shared/ipc'
import type { PcCheckAreaId } from '../../shared/pc-check'
import { isManaged, type Policy, settingNames } from '../../shared/policy'
import type { Profile } from '../../shared/profile'
import type { Profiles } from '../profiles'

/** What an area of the PC check would tell of an item: names of updates carry the system's edition and version. */
const tells: Readonly<Partial<Record<PcCheckAreaId, ItemId>>> = {
  disk: 'free-space',
  memory: 'memory',
  updates: 'os',
}

/**
 * The service as it may work on this PC: what is never collected is not asked for at all, whatever the service says, and
 * neither is an area of the PC check that would tell the same. Whoever asks for the rules gets these.
 */
export function withinPolicy(profiles: Profiles, { entries }: Policy): Profiles {
  const never: readonly ItemId[] = entries.NeverCollect.value ?? []
  const mayTell = (area: PcCheckAreaId): boolean => {
    const item = tells[area]
    return item === undefined || !never.includes(item)
  }
  const less = (profile: Profile): Profile => ({
    ...profile,
    inventory: profile.inventory.filter((id) => !never.includes(id)),
    pcCheck: profile.pcCheck.filter(mayTell),
  })
  return { ...profiles, current: () => less(profiles.current()) }
}

/** What the pages say of it. A setting of the package itself is no decision about this PC. */
export function managedView({ entries, faults }: Policy): View['managed'] {
  const decided = settingNames.filter((name) =>
    entries[name].from.some((layer) => layer === 'policy' || layer === 'installation'),
  )
  return { settings: decided, faulty: faults.length > 0, languageFixed: isLanguageFixed(entries.Language) }
}

const isLanguageFixed = (entry: Policy['entries']['Language']): boolean =>
  entry.value !== null && isManaged(entry)
