import type { Change, Forgettable, KeptReceipt, StoredThing, TextSize } from '../shared/ipc'
import type { Language } from '../shared/languages'
import type { Acceptance, Consent, DocumentId, Receipt } from '../shared/receipt'
import type { RecordAnchor } from '../shared/records'

/** What stays on this PC. Nothing is written before the first acceptance. */
export type Store = {
  /** What was agreed to last, or null. What does not parse is treated as absent: the customer is asked again. */
  consent(): Promise<Consent | null>
  /**
   * Writes one record for each acceptance, and the exact texts, so that a later version can be compared.
   * @throws where it cannot be written: then nothing was agreed
   */
  keepAcceptances(accepted: ReadonlyArray<{ acceptance: Acceptance; text: string }>): Promise<Consent>
  /** The way from the text that was agreed to last to this one; null where none was, or where it is the same. */
  changesSince(
    id: DocumentId,
    language: Language,
    text: string,
  ): Promise<{ version: string; changes: Change[] } | null>
  /** Newest first. */
  receipts(): Promise<KeptReceipt[]>
  /** The record at once (the relay is told its hash as the session ends); `written` settles when it is on the disk. */
  keepReceipt(receipt: Receipt): { readonly kept: KeptReceipt; readonly written: Promise<void> }
  /** A receipt as a file that can be verified anywhere; null where there is no such record. */
  exportReceipt(record: string): Promise<string | null>
  /** Records whose hash the relay has not confirmed, oldest first. */
  anchors(): Promise<RecordAnchor[]>
  anchored(anchors: readonly RecordAnchor[]): Promise<void>
  preferences(): Promise<{ readonly language: Language | null; readonly textSize: TextSize }>
  keepPreferences(preferences: { readonly language: Language; readonly textSize: TextSize }): Promise<void>
  /** Small texts by name (the cached profile, the sealed device key): what their owners parse again. */
  readText(name: 'profile' | 'certificate'): Promise<string | null>
  keepText(name: 'profile' | 'certificate', text: string): Promise<void>
  /** What there is, each kind once, also those of which there is nothing. */
  stored(): Promise<StoredThing[]>
  forget(what: Forgettable): Promise<void>
}
