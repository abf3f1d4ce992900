import type { Environment, PassedEnvironment } from './environment'
import { hasPassed } from './environment'
import { assertNever, type ErrorCode } from './errors'
import type { Inventory } from './inventory'
import type { KeptReceipt } from './ipc'
import type { PcCheckRequest, PcCheckResult } from './pc-check'
import type { EndReason, OperatorRecord } from './protocol'
import { type Consent, PC_CHECKS, ROUTER_SHOWINGS } from './receipt'

/** Evidence: the relay took the code and named the operator. `joinedAt` is ISO 8601 in UTC. */
export type Joined = {
  readonly session: string
  readonly operator: OperatorRecord
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
  | ({ readonly name: 'approval'; readonly verified: Verified; readonly caller: 'customer' | null } & Ready)
  | ({
      readonly name: 'live'
      readonly approval: Approval
      readonly sharedFrom: string | null
      /** When the operator was shown what was typed of the router, and whether it is shown now. */
      readonly router: { readonly shownAt: readonly string[]; readonly open: boolean }
      /** In order; only the last can be without an answer or a result. */
      readonly pcChecks: readonly PcCheckRequest[]
    } & Ready)
  | {
      readonly name: 'ended'
      readonly consent: Consent
      readonly reason: EndReason
      readonly receipt: KeptReceipt | null
      /** The receipt could not be written to the disk: it is gone with this screen unless it is saved. */
      readonly unwritten: boolean
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
  | { readonly type: 'shared'; readonly sharedFrom: string }
  | { readonly type: 'router-shown'; readonly at: string }
  | { readonly type: 'router-hidden' }
  | { readonly type: 'pc-check-asked'; readonly at: string }
  | { readonly type: 'pc-check-answered'; readonly granted: boolean }
  | { readonly type: 'pc-checked'; readonly result: PcCheckResult }
  | { readonly type: 'ended'; readonly reason: EndReason; readonly receipt: KeptReceipt | null }
  | { readonly type: 'receipt-unwritten'; readonly record: string }
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
      return phase.name === 'approval' && phase.caller === 'customer' ? liveOf(phase, event.approvedAt) : late
    case 'shared':
      return phase.name === 'live' && phase.sharedFrom === null
        ? { ...phase, sharedFrom: event.sharedFrom }
        : late
    case 'router-shown':
      return phase.name === 'live' && !phase.router.open && phase.router.shownAt.length < ROUTER_SHOWINGS
        ? { ...phase, router: { shownAt: [...phase.router.shownAt, event.at], open: true } }
        : late
    case 'router-hidden':
      return phase.name === 'live' && phase.router.open
        ? { ...phase, router: { ...phase.router, open: false } }
        : late
    case 'pc-check-asked':
      return phase.name === 'live' && !isPending(phase.pcChecks.at(-1)) && phase.pcChecks.length < PC_CHECKS
        ? {
            ...phase,
            pcChecks: [...phase.pcChecks, { askedAt: event.at, answer: null, result: null }],
          }
        : late
    case 'pc-check-answered':
      return (
        withLastCheck(phase, (last) =>
          last.answer === null ? { ...last, answer: event.granted ? 'granted' : 'refused' } : null,
        ) ?? late
      )
    case 'pc-checked':
      return (
        withLastCheck(phase, (last) =>
          last.answer === 'granted' && last.result === null ? { ...last, result: event.result } : null,
        ) ?? late
      )
    case 'ended':
      return phase.name === 'joining' || phase.name === 'approval' || phase.name === 'live'
        ? {
            name: 'ended',
            consent: phase.consent,
            reason: event.reason,
            receipt: event.receipt,
            unwritten: false,
          }
        : late
    case 'receipt-unwritten':
      return phase.name === 'ended' && phase.receipt?.record.id === event.record
        ? { ...phase, unwritten: true }
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
    default:
      return assertNever(event)
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
  return { name: 'approval', consent, environment, inventory, verified: { joined, places }, caller: null }
}

function liveOf(phase: Extract<Phase, { name: 'approval' }>, approvedAt: string): Phase {
  const { consent, environment, inventory, verified } = phase
  return {
    name: 'live',
    consent,
    environment,
    inventory,
    approval: { verified, approvedAt },
    sharedFrom: null,
    router: { shownAt: [], open: false },
    pcChecks: [],
  }
}

/** Asked and not answered, or granted and still running. */
const isPending = (check: PcCheckRequest | undefined): boolean =>
  check !== undefined && check.answer !== 'refused' && check.result === null

function withLastCheck(phase: Phase, change: (last: PcCheckRequest) => PcCheckRequest | null): Phase | null {
  const last = phase.name === 'live' ? phase.pcChecks.at(-1) : undefined
  const changed = last === undefined ? null : change(last)
  if (phase.name !== 'live' || changed === null) return null
  return { ...phase, pcChecks: [...phase.pcChecks.slice(0, -1), changed] }
}
