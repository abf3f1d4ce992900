import { assertNever } from '../shared/errors'
import { type DeskState, hoursText } from '../shared/hours'
import type { BarView, Screen, TextSize, View } from '../shared/ipc'
import type { Phase } from '../shared/journey'
import type { LivePhase } from '../shared/journey-live'
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
  /** Null where this system cannot tell that a password is typed. */
  readonly autoPause: boolean | null
  readonly managed: View['managed']
  readonly update: View['update']
}

/** What the customer's page shows of a phase. */
export function viewOf(phase: Phase, shown: Shown): View {
  const { language, textSize, profile, managed, update } = shown
  const { company, phone } = profile
  const hours = { ja: hoursText(profile.hours, 'ja'), en: hoursText(profile.hours, 'en') }
  return { language, textSize, company, phone, hours, managed, update, screen: screenOf(phase, shown) }
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
        words: verificationWords(phase.verified.places, shown.language),
        contact: phase.contact,
      }
    case 'live':
      return liveScreen(phase, shown)
    case 'ended': {
      const { reason, receipt, unwritten, report } = phase
      return { name: 'ended', reason, receipt, unwritten, report }
    }
    case 'closed':
      return { name: 'closed' }
    default:
      return assertNever(phase)
  }
}

function liveScreen(phase: LivePhase, { language, profile, autoPause }: Shown): Screen {
  const { contact, displays, router, others, stills } = phase
  const places = contact.state === 'words' ? contact.places : phase.approval.verified.places
  return {
    name: 'live',
    operator: phase.approval.verified.joined.operator,
    words: verificationWords(places, language),
    approvedAt: phase.approval.approvedAt,
    picture: phase.picture,
    contact: contact.state,
    lostAt: contact.state === 'lost' ? contact.since : null,
    resumeSeconds: profile.session.resumeSeconds,
    display:
      displays.list.length > 1 ? (displays.list.find(({ id }) => id === displays.shown) ?? null) : null,
    othersAsked: others.answer === 'asked',
    stillAsked: stills.at(-1)?.answer === null,
    goOnUntil: phase.goOn?.until ?? null,
    endsAt: phase.endsAt,
    autoPause,
    routerShown: router.open,
    routerShownAt: router.shownAt.at(-1) ?? null,
    pcCheck: phase.pcChecks.at(-1) ?? null,
    pcCheckAreas: profile.pcCheck,
  }
}

/** What the bar says of a phase; null where there is no bar. */
export function barOf(phase: Phase): Pick<BarView, 'picture' | 'contact' | 'question' | 'endsAt'> | null {
  if (phase.name !== 'live') return null
  const { picture, contact, others, stills, goOn, pcChecks, endsAt } = phase
  const question =
    contact.state === 'words' ||
    others.answer === 'asked' ||
    stills.at(-1)?.answer === null ||
    pcChecks.at(-1)?.answer === null ||
    goOn !== null
  return { picture, contact: contact.state, question, endsAt }
}
