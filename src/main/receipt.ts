import { agreedEnvironment, type Check } from '../shared/environment'
import type { Phase } from '../shared/journey'
import type { EndReason } from '../shared/protocol'
import type { Receipt } from '../shared/receipt'

/**
 * What the customer keeps of a session that just ended in `phase`; null where nobody had joined.
 * Before approval nothing was sent, so nothing is listed as sent.
 */
export function receiptOf(phase: Phase, reason: EndReason, endedAt: string): Receipt | null {
  if (phase.name !== 'joining' && phase.name !== 'approval' && phase.name !== 'live') return null
  const joined =
    phase.name === 'joining'
      ? phase.joined
      : phase.name === 'approval'
        ? phase.verified.joined
        : phase.approval.verified.joined
  const live = phase.name === 'live' ? phase : null
  const { profile, verdict } = phase.environment
  return {
    v: 1,
    session: joined.session,
    operator: joined.operator,
    joinedAt: joined.joinedAt,
    approvedAt: live?.approval.approvedAt ?? null,
    endedAt,
    reason,
    documents: phase.consent.documents,
    environment: { profile, verdict, sent: live === null ? [] : sentLines(live) },
    sent: live === null ? { items: [], refused: [] } : phase.inventory,
    shown: typeof live?.sharedFrom === 'string' ? { from: live.sharedFrom, to: endedAt } : null,
  }
}

/** The card is sent with the values of what was agreed to, and no others: the same is kept. */
const sentLines = ({ environment, inventory }: Extract<Phase, { name: 'live' }>): Check[] =>
  agreedEnvironment(
    environment,
    inventory.items.map((item) => item.id),
  ).checks
