import type { Readings } from '../../shared/environment'
import type { ReadItemId } from '../../shared/inventory'
import type { PcCheckArea, PcCheckAreaId } from '../../shared/pc-check'
import type { Host } from './host'

/** What a reader process can tell for the environment check; display, language and ways come from elsewhere. */
export type MachineReadings = Omit<Readings, 'display' | 'language' | 'network'> & {
  readonly proxy: Readings['network']['proxy']
}

/**
 * Everything that can be read on one kind of system. Each function reads only what it names, so that what was refused is
 * never touched; each rejects or gives null where it could not be read.
 */
export type Readers = {
  readonly items: Readonly<Record<ReadItemId, (host: Host) => Promise<string | null>>>
  /** Never rejects: a part that could not be read is null in it. */
  readonly machine: (host: Host) => Promise<MachineReadings>
  /** Rejects where an area could not be read: the caller makes it `unread`. */
  readonly pcCheck: Readonly<Record<PcCheckAreaId, (host: Host) => Promise<PcCheckArea>>>
}
