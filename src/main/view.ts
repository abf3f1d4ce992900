import { catalogue } from '../shared/catalogue'
import { assertNever } from '../shared/errors'
import type { Screen, View } from '../shared/ipc'
import type { Phase, Verified } from '../shared/journey'
import type { Language } from '../shared/languages'
import type { Profile } from '../shared/profile'
import { verificationWords } from '../shared/words'
import type { ConsentStep } from './steps/consent'
import type { InventoryStep } from './steps/inventory'

export type Shown = {
  readonly language: Language
  readonly profile: Profile
  readonly consent: ConsentStep
  readonly inventory: InventoryStep
}

/** What the customer's page shows of a phase. */
export function viewOf(phase: Phase, shown: Shown): View {
  const { company, phone, hours } = shown.profile
  return { language: shown.language, company, phone, hours, screen: screenOf(phase, shown) }
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
    case 'inventory': {
      const states = shown.inventory.shown()
      return {
        name: 'inventory',
        items: catalogue.map(({ id, sensitivity }) => {
          const { state, value } = states.find((one) => one.id === id) ?? { state: 'off', value: null }
          return { id, sensitivity, state, value }
        }),
      }
    }
    case 'code':
      return { name: 'code', state: phase.asking ? 'asking' : 'ready', error: phase.error, operator: null }
    case 'joining':
      return { name: 'code', state: 'joining', error: null, operator: phase.joined.operator }
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
      }
    case 'ended':
      return { name: 'ended', reason: phase.reason, receipt: phase.receipt }
    case 'closed':
      return { name: 'closed' }
    default:
      return assertNever(phase)
  }
}

const wordsOf = (verified: Verified, language: Language): string[] =>
  verificationWords(verified.places, language)
