import { isReport } from './end-reasons'
import type { Environment, PassedEnvironment } from './environment'
import { hasPassed } from './environment'
import type { ErrorCode } from './errors'
import type { Inventory } from './inventory'
import type { KeptReceipt } from './ipc'
import { type LiveEvent, type LivePhase, newlyLive, nextLive } from './journey-live'
import type { EndReason, OperatorRecord } from './protocol'
import type { Consent } from './receipt'

/** Evidence: the relay took the code and named the operator. `joinedAt` is ISO 8601 in UTC. */
export type Joined = {
  readonly session: string
  /** Proven by the relay's key (identity.ts), whose SHA-256 is `relayKey` (hex). */
  readonly operator: OperatorRecord
  readonly relayKey: string
  readonly joinedAt: string
  /** What a device signs to prove itself in this session. */
  readonly challenge: string
}

/** Evidence: the encrypted channel stands, and these are its verification words (places in the list). */
export type Verified = { readonly joined: Joined; readonly places: readonly number[] }

/** Evidence: the customer, having said who called whom, allowed this session. */
export type Approval = { readonly verified: Verified; readonly approvedAt: string }

type Checked = { readonly consent: Consent; readonly environment: PassedEnvironment }
type Ready = Checked & { readonly inventory: Inventory }

/**
 * Where the customer is. Each phase carries the evidence of those before it, so that a step cannot be called without:
 * there is no value to pass it.
 */
export type Phase =
  | { readonly name: 'documents' }
  | { readonly name: 'environment'; readonly consent: Consent; readonly environment: Environment | null }
  | ({ readonly name: 'inventory' } & Checked)
  | ({ readonly name: 'code'; readonly asking: boolean; readonly error: ErrorCode | null } & Ready)
  | ({ readonly name: 'joining'; readonly joined: Joined } & Ready)
  | ({
      readonly name: 'approval'
      readonly verified: Verified
      readonly caller: 'customer' | null
      readonly contact: 'standing' | 'lost'
    } & Ready)
  | LivePhase
  | {
      readonly name: 'ended'
      readonly consent: Consent
      readonly session: string
      readonly reason: EndReason
      readonly receipt: KeptReceipt | null
      /** The receipt could not be written to the disk: it is gone with this screen unless it is saved. */
      readonly unwritten: boolean
      /** Whether the company knows what the customer reported; null where nothing was. */
      readonly report: 'telling' | 'told' | 'untold' | null
    }
  | { readonly name: 'closed' }

export type Event =
  | { readonly type: 'consented'; readonly consent: Consent }
  | { readonly type: 'declined' }
  | { readonly type: 'checking' }
  | { readonly type: 'checked'; readonly environment: Environment }
  | { readonly type: 'environment-confirmed' }
  | { readonly type: 'inventory-agreed'; readonly inventory: Inventory }
  /** The customer wants to choose anew what may be sent. */
  | { readonly type: 'reconsidered' }
  | { readonly type: 'code-asked' }
  | { readonly type: 'code-refused'; readonly error: ErrorCode }
  | { readonly type: 'joined'; readonly joined: Joined }
  | { readonly type: 'verified'; readonly places: readonly number[] }
  | { readonly type: 'caller-named' }
  | { readonly type: 'approved'; readonly approvedAt: string }
  | LiveEvent
  | { readonly type: 'ended'; readonly reason: EndReason; readonly receipt: KeptReceipt | null }
  | { readonly type: 'receipt-unwritten'; readonly record: string }
  /** The relay has kept the report, or could not be told. */
  | { readonly type: 'report-answered'; readonly told: boolean }
  | { readonly type: 'restarted' }
  /** The customer deleted everything that was kept, the consent with it. */
  | { readonly type: 'forgotten' }

/** The event does not belong to the phase: late, early, repeated or forged. Nothing changes. */
export type Late = { readonly late: string }
export const isLate = (result: Phase | Late): result is Late => 'late' in result

/** The only way from one phase to another. Pure: same phase, same event, same answer. */
export function next(phase: Phase, event: Event): Phase | Late {
  const late: Late = { late: `${event.type} in phase ${phase.name}` }
  switch (event.type) {
    case 'consented':
      return phase.name === 'documents'
        ? { name: 'environment', consent: event.consent, environment: null }
        : late
    case 'declined':
      return phase.name === 'documents' ? { name: 'closed' } : late
    case 'checking':
      return phase.name === 'environment' ? { ...phase, environment: null } : late
    case 'checked':
      return phase.name === 'environment' ? { ...phase, environment: event.environment } : late
    case 'environment-confirmed':
      return phase.name === 'environment' && phase.environment !== null && hasPassed(phase.environment)
        ? { name: 'inventory', consent: phase.consent, environment: phase.environment }
        : late
    case 'inventory-agreed':
      return phase.name === 'inventory' ? codeOf(phase, event.inventory) : late
    case 'reconsidered':
      return phase.name === 'code' && !phase.asking
        ? { name: 'inventory', consent: phase.consent, environment: phase.environment }
        : late
    case 'code-asked':
      return phase.name === 'code' && !phase.asking ? { ...phase, asking: true, error: null } : late
    case 'code-refused':
      return phase.name === 'code' && phase.asking ? { ...phase, asking: false, error: event.error } : late
    case 'joined':
      return phase.name === 'code' && phase.asking ? joiningOf(phase, event.joined) : late
    case 'verified':
      return phase.name === 'joining' ? approvalOf(phase, event.places) : late
    case 'caller-named':
      return phase.name === 'approval' ? { ...phase, caller: 'customer' } : late
    case 'approved':
      return phase.name === 'approval' && phase.caller === 'customer' && phase.contact === 'standing'
        ? liveOf(phase, event.approvedAt)
        : late
    case 'ended':
      return phase.name === 'joining' || phase.name === 'approval' || phase.name === 'live'
        ? endedOf(phase, event)
        : late
    case 'receipt-unwritten':
      return phase.name === 'ended' && phase.receipt?.record.id === event.record
        ? { ...phase, unwritten: true }
        : late
    case 'report-answered':
      return phase.name === 'ended' && phase.report === 'telling'
        ? { ...phase, report: event.told ? 'told' : 'untold' }
        : late
    case 'restarted':
      return phase.name === 'ended'
        ? { name: 'environment', consent: phase.consent, environment: null }
        : late
    case 'forgotten':
      return phase.name === 'environment' ||
        phase.name === 'inventory' ||
        (phase.name === 'code' && !phase.asking) ||
        phase.name === 'ended'
        ? { name: 'documents' }
        : late
    case 'contact-lost':
      if (phase.name === 'approval' && phase.contact === 'standing') return { ...phase, contact: 'lost' }
      return (phase.name === 'live' ? nextLive(phase, event) : null) ?? late
    case 'contact-back':
      if (phase.name === 'approval' && phase.contact === 'lost') return { ...phase, contact: 'standing' }
      return (phase.name === 'live' ? nextLive(phase, event) : null) ?? late
    case 'words-again':
      // New keys, and so new words: whatever was answered for the old ones is asked again.
      if (phase.name === 'approval' && phase.contact === 'lost')
        return approvalOf({ ...phase, name: 'joining', joined: phase.verified.joined }, event.places)
      return (phase.name === 'live' ? nextLive(phase, event) : null) ?? late
    default:
      return (phase.name === 'live' ? nextLive(phase, event) : null) ?? late
  }
}

function codeOf(phase: Extract<Phase, { name: 'inventory' }>, inventory: Inventory): Phase {
  const { consent, environment } = phase
  return { name: 'code', consent, environment, inventory, asking: false, error: null }
}

function joiningOf(phase: Extract<Phase, { name: 'code' }>, joined: Joined): Phase {
  const { consent, environment, inventory } = phase
  return { name: 'joining', consent, environment, inventory, joined }
}

function approvalOf(phase: Extract<Phase, { name: 'joining' }>, places: readonly number[]): Phase {
  const { consent, environment, inventory, joined } = phase
  return {
    name: 'approval',
    consent,
    environment,
    inventory,
    verified: { joined, places },
    caller: null,
    contact: 'standing',
  }
}

type InSession = Extract<Phase, { name: 'joining' | 'approval' | 'live' }>

/** Whom the relay named, in a session that stands. */
export function joinedOf(phase: InSession): Joined {
  if (phase.name === 'joining') return phase.joined
  return phase.name === 'approval' ? phase.verified.joined : phase.approval.verified.joined
}

function endedOf(phase: InSession, { reason, receipt }: Extract<Event, { type: 'ended' }>): Phase {
  return {
    name: 'ended',
    consent: phase.consent,
    session: joinedOf(phase).session,
    reason,
    receipt,
    unwritten: false,
    report: isReport(reason) ? 'telling' : null,
  }
}

function liveOf(phase: Extract<Phase, { name: 'approval' }>, approvedAt: string): Phase {
  const { consent, environment, inventory, verified } = phase
  return {
    name: 'live',
    consent,
    environment,
    inventory,
    approval: { verified, approvedAt },
    ...newlyLive,
  }
}
