import type { Artefact } from '../../shared/artefacts'
import { channels } from '../../shared/built-for'
import { z } from '../../shared/zod'
import type { Offer } from './shelf'
import type { Visitor } from './visitor'

/** What is asked for by `?for=`: it stays the same over all versions, so a page that is open for long still works. */
const choice = z.string().regex(/^[a-z0-9-]{1,60}$/)

export const choiceOf = ({ channel, system, processor, kind }: Offer): string =>
  `${channel}-${system}-${processor}-${kind}`

/** The offer that `?for=` names, or null. @param asked anything */
export function chosen(offers: readonly Offer[], asked: unknown): Offer | null {
  const name = choice.safeParse(asked).data
  return offers.find((offer) => offer.audience !== 'update' && choiceOf(offer) === name) ?? null
}

/** The kinds that a person opens, the one that is told how to first. */
const opened: readonly Artefact['kind'][] = ['nsis', 'dmg', 'appimage', 'tar', 'zip', 'pkg', 'msi']

/** For customers: one for each channel, system and processor. */
export function forCustomers(offers: readonly Offer[]): Offer[] {
  const sorted = offers
    .filter(({ audience }) => audience === 'customer')
    .sort((a, b) => opened.indexOf(a.kind) - opened.indexOf(b.kind))
  const found = new Map<string, Offer>()
  for (const offer of sorted) {
    const place = `${offer.channel} ${offer.system} ${offer.processor}`
    if (!found.has(place)) found.set(place, offer)
  }
  return [...found.values()].sort(inOrder)
}

export const forAdministrators = (offers: readonly Offer[]): Offer[] =>
  offers.filter(({ audience }) => audience === 'administrator').sort(inOrder)

/** What may be right for this visitor: none, the one, or those that only a person can tell apart. */
export function suited(offers: readonly Offer[], visitor: Visitor): readonly Offer[] {
  const own = forCustomers(offers).filter(({ system }) => system === visitor.system)
  switch (visitor.system) {
    case 'windows':
      return own.filter(
        ({ channel, processor }) =>
          processor === visitor.processor && channel === (processor === 'ia32' ? 'legacy' : 'current'),
      )
    case 'macos':
      return own.filter(
        ({ channel, processor }) =>
          (visitor.processor === null || processor === visitor.processor) &&
          (visitor.age === null || channel === (visitor.age === 'new' ? 'current' : 'legacy')),
      )
    default:
      return []
  }
}

/** True where the browser does not tell enough, whatever is on offer. */
export const mustAsk = (visitor: Visitor): boolean =>
  visitor.system === 'macos' && (visitor.age === null || visitor.processor === null)

const systems: readonly Artefact['system'][] = ['windows', 'macos', 'linux']
const processors: readonly Artefact['processor'][] = ['x64', 'arm64', 'ia32']

/** Windows first, then macOS with Apple's own processors, which most have now; newer before older. */
function inOrder(a: Offer, b: Offer): number {
  const rank = ({ system, processor, channel }: Offer) =>
    systems.indexOf(system) * 100 +
    channels.indexOf(channel) * 10 +
    (system === 'macos' && processor === 'arm64' ? -1 : processors.indexOf(processor))
  return rank(a) - rank(b) || a.file.localeCompare(b.file, 'en')
}
