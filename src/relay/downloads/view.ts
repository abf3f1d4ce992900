import type { DeskState } from '../../shared/hours'
import type { Language } from '../../shared/languages'
import type { Profile } from '../../shared/profile'
import type { Translate } from '../../shared/texts'
import type { Assets } from './assets'
import type { PageDocuments } from './documents'
import type { Offer } from './shelf'
import type { Visitor } from './visitor'

/** What the pages need to know of one request. */
export type PageView = {
  readonly language: Language
  readonly t: Translate
  readonly profile: Profile
  /** The profile that the address names, so that links keep it; null where it names none. */
  readonly named: string | null
  readonly desk: DeskState
  readonly offers: readonly Offer[]
  readonly visitor: Visitor
  /** Null: nothing can be agreed to, so nothing is offered. */
  readonly documents: PageDocuments | null
  readonly assets: Assets
}

/** An address of these pages with the language and the profile of this one. */
export function link(path: string, view: PageView, more: Readonly<Record<string, string>> = {}): string {
  const query = { lang: view.language, ...(view.named !== null && { profile: view.named }), ...more }
  return `${path}?${new URLSearchParams(query)}`
}

/** Decimal megabytes, as file managers show them. */
export const megabytes = (bytes: number): string =>
  bytes >= 10_000_000 ? `${Math.round(bytes / 1e6)}` : Math.max(bytes / 1e6, 0.1).toFixed(1)

export function systemText({ system, processor, channel }: Offer, t: Translate): string {
  if (system === 'macos') {
    const name =
      `mac-${channel === 'current' ? 'new' : 'old'}-${processor === 'arm64' ? 'arm64' : 'x64'}` as const
    return t(`download.system.${name}`)
  }
  const name = `${system}-${processor}` as const
  const text = t(`download.system.${name}`)
  // 32 bits are of the legacy channel in any case, and its name says so.
  return channel === 'legacy' && processor !== 'ia32' ? t('download.older', { system: text }) : text
}
