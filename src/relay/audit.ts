import { randomUUID } from 'node:crypto'
import type { EndReason } from '../shared/protocol'
import { z } from '../shared/zod'
import type { Clock } from './clock'
import type { Store } from './store'

/** Who did what when. There is no column for the customer: what is not kept cannot leak. */
export const auditEvents = [
  'operator-added',
  'operator-disabled',
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'code-opened',
  'joined',
  'approved',
  'live',
  'ended',
] as const
export type AuditEvent = (typeof auditEvents)[number]

export type AuditEntry = {
  readonly event: AuditEvent
  /** Null where it is not known: a failed sign-in may carry a name that nobody has, or a password typed in its place. */
  readonly operator: string | null
  readonly session?: string
  readonly reason?: EndReason
}

export type Audit = { record(entry: AuditEntry): Promise<void>; list(): Promise<AuditRow[]> }

const auditRow = z.object({
  at: z.date(),
  event: z.enum(auditEvents),
  operator_id: z.string().nullable(),
  session: z.string().nullable(),
  reason: z.string().nullable(),
})
export type AuditRow = z.infer<typeof auditRow>

export const createAudit = (store: Store, clock: Clock): Audit => ({
  async record(entry) {
    await store.run(
      'insert into audit (id, at, event, operator_id, session, reason) values ($1, $2, $3, $4, $5, $6)',
      [
        randomUUID(),
        new Date(clock()),
        entry.event,
        entry.operator,
        entry.session ?? null,
        entry.reason ?? null,
      ],
    )
  },
  list: () =>
    store.query('select at, event, operator_id, session, reason from audit order by at, id', [], auditRow),
})
