import { agreedEnvironment, type Check } from '../shared/environment'
import { joinedOf, type Phase } from '../shared/journey'
import { closed, type LivePhase } from '../shared/journey-live'
import type { Profile } from '../shared/profile'
import type { EndReason } from '../shared/protocol'
import type { Receipt } from '../shared/receipt'

export type End = {
  readonly reason: EndReason
  /** ISO 8601, UTC. */
  readonly endedAt: string
  readonly service: Pick<Profile, 'id' | 'company' | 'phone'>
  readonly version: string
}

/**
 * What the customer keeps of a session that just ended in `phase`; null where nobody had joined.
 * Before approval nothing was sent, so nothing is listed as sent.
 */
export function receiptOf(phase: Phase, end: End): Receipt | null {
  if (phase.name !== 'joining' && phase.name !== 'approval' && phase.name !== 'live') return null
  const joined = joinedOf(phase)
  const live = phase.name === 'live' ? phase : null
  const { reason, endedAt, service, version } = end
  return {
    v: 1,
    session: joined.session,
    agentVersion: version,
    service: { profile: service.id, company: service.company, phone: service.phone },
    operator: joined.operator,
    relayKey: joined.relayKey,
    joinedAt: joined.joinedAt,
    approvedAt: live?.approval.approvedAt ?? null,
    endedAt,
    reason,
    documents: phase.consent.documents,
    environment: { verdict: phase.environment.verdict, sent: live === null ? [] : sentLines(live) },
    sent: live === null ? { items: [], refused: [] } : phase.inventory,
    routerShown: live === null ? [] : [...live.router.shownAt],
    pcChecks: live === null ? [] : [...live.pcChecks],
    shown: typeof live?.sharedFrom === 'string' ? { from: live.sharedFrom, to: endedAt } : null,
    held: live === null ? [] : [...closed(live.held.past, live.held.now, endedAt)],
    otherDisplays: live === null ? null : othersOf(live),
    stills: live === null ? [] : [...live.stills],
    controlled: [],
    transferred: [],
  }
}

/** The card is sent with the values of what was agreed to, and no others: the same is kept. */
const sentLines = ({ environment, inventory }: LivePhase): Check[] =>
  agreedEnvironment(
    environment,
    inventory.items.map((item) => item.id),
  ).checks

function othersOf({ others }: LivePhase): Receipt['otherDisplays'] {
  const { answer, askedAt, shownAt } = others
  if (askedAt === null) return null
  return {
    askedAt,
    answer: answer === 'granted' || answer === 'refused' ? answer : null,
    shownAt: [...shownAt],
  }
}
