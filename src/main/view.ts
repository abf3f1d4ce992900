import { assertNever } from '../shared/errors'
import { type DeskState, hoursText } from '../shared/hours'
import type { Screen, TextSize, View } from '../shared/ipc'
import type { Phase, Verified } from '../shared/journey'
import type { Language } from '../shared/languages'
import type { Profile } from '../shared/profile'
import { verificationWords } from '../shared/words'
import type { ConsentStep } from './steps/consent'
import type { InventoryStep } from './steps/inventory'

export type Shown = {
  readonly language: Language
  readonly textSize: TextSize
  readonly profile: Profile
  readonly desk: DeskState
  readonly consent: ConsentStep
  readonly inventory: InventoryStep
}

/** What the customer's page shows of a phase. */
export function viewOf(phase: Phase, shown: Shown): View {
  const { language, textSize, profile } = shown
  const { company, phone } = profile
  const hours = { ja: hoursText(profile.hours, 'ja'), en: hoursText(profile.hours, 'en') }
  return { language, textSize, company, phone, hours, screen: screenOf(phase, shown) }
}

function screenOf(phase: Phase, shown: Shown): Screen {
  switch (phase.name) {
    case 'documents':
      return { name: 'documents', documents: shown.consent.shown(shown.language) }
    case 'environment':
      return {
        name: 'environment',
        verdict: phase.environment?.verdict ?? null,
        checks: phase.environment?.checks ?? [],
      }
    case 'inventory':
      return {
        name: 'inventory',
        items: shown.inventory.shown(),
        routerTyped: shown.inventory.routerTyped(),
      }
    case 'code': {
      const state = phase.asking ? 'asking' : 'ready'
      return { name: 'code', state, error: phase.error, operator: null, desk: shown.desk }
    }
    case 'joining': {
      // Whoever was let in while the desk was open is served to the end.
      const { operator } = phase.joined
      return { name: 'code', state: 'joining', error: null, operator, desk: { open: true } }
    }
    case 'approval':
      return {
        name: 'approval',
        operator: phase.verified.joined.operator,
        caller: phase.caller,
        words: wordsOf(phase.verified, shown.language),
      }
    case 'live':
      return {
        name: 'live',
        operator: phase.approval.verified.joined.operator,
        words: wordsOf(phase.approval.verified, shown.language),
        approvedAt: phase.approval.approvedAt,
        sharing: phase.sharedFrom !== null,
        routerShown: phase.router.open,
        routerShownAt: phase.router.shownAt.at(-1) ?? null,
        pcCheck: phase.pcChecks.at(-1) ?? null,
        pcCheckAreas: shown.profile.pcCheck,
      }
    case 'ended':
      return { name: 'ended', reason: phase.reason, receipt: phase.receipt, unwritten: phase.unwritten }
    case 'closed':
      return { name: 'closed' }
    default:
      return assertNever(phase)
  }
}

const wordsOf = (verified: Verified, language: Language): string[] =>
  verificationWords(verified.places, language)
