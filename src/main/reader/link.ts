import type { ReadItemId } from '../../shared/inventory'
import type { PcCheckAreaId, PcCheckResult } from '../../shared/pc-check'
import type { MachineReadings } from '../machine/readers'

/**
 * Main's line to the reader process, where everything is read that takes time or starts other programs: the window is
 * never blocked, and a reader that hangs is ended with its process. Nothing here rejects.
 */
export type ReaderLink = {
  /** Null where it could not be read in time. */
  readItem(id: ReadItemId): Promise<string | null>
  readMachine(): Promise<MachineReadings>
  checkPc(areas: readonly PcCheckAreaId[]): Promise<PcCheckResult>
  /** Ends the process and whatever it started. Idempotent. */
  close(): void
}
