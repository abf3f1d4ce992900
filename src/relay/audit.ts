import { randomUUID } from 'node:crypto'
import type { EndReason } from '../shared/protocol'
import { z } from '../shared/zod'
import type { Clock } from './clock'
import type { Store } from './store'

/**
 * Who did what when. There is no column for the customer: what is not kept cannot leak. A device is
 * the random number of its certificate.
 */
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
  'agent-lost',
  'agent-resumed',
  'console-lost',
  'console-resumed',
  'ended',
  'reported',
  'certificate-issued',
  'device-seen',
  'device-revoked',
] as const
export type AuditEvent = (typeof auditEvents)[number]

export type AuditEntry = {
  readonly event: AuditEvent
  /** Null where it is not known: a failed sign-in may carry a name that nobody has, or a password typed in its place. */
  readonly operator: string | null
  readonly session?: string
  readonly reason?: EndReason
  readonly device?: string
}

/** `since` is milliseconds since 1970; what is left out does not narrow. */
export type AuditFilter = {
  readonly session?: string
  readonly event?: AuditEvent
  readonly since?: number
}

export type Audit = {
  record(entry: AuditEntry): Promise<void>
  /** In order of time; of more than `MOST_LISTED` the newest. */
  list(filter?: AuditFilter): Promise<AuditRow[]>
  /** Forgets what happened before a time (milliseconds since 1970). */
  prune(before: number): Promise<void>
}

/** More is read in parts, by `since`: the running relay answers it in one piece. */
const MOST_LISTED = 10_000

const auditRow = z.object({
  at: z.date(),
  event: z.enum(auditEvents),
  operator_id: z.string().nullable(),
  user_name: z.string().nullable(),
  session: z.string().nullable(),
  reason: z.string().nullable(),
  device: z.string().nullable(),
})
export type AuditRow = z.infer<typeof auditRow>

export const createAudit = (store: Store, clock: Clock): Audit => ({
  async record(entry) {
    await store.run(
      'insert into audit (id, at, event, operator_id, session, reason, device) values ($1, $2, $3, $4, $5, $6, $7)',
      [
        randomUUID(),
        new Date(clock()),
        entry.event,
        entry.operator,
        entry.session ?? null,
        entry.reason ?? null,
        entry.device ?? null,
      ],
    )
  },
  async list({ session, event, since = 0 } = {}) {
    const newest = await store.query(
      `select a.at, a.event, a.operator_id, o.user_name, a.session, a.reason, a.device
       from audit a left join operators o on o.id = a.operator_id
       where a.at >= $1 and ($2::text is null or a.session = $2) and ($3::text is null or a.event = $3)
       order by a.at desc, a.id desc limit $4`,
      [new Date(since), session ?? null, event ?? null, MOST_LISTED],
      auditRow,
    )
    return newest.reverse()
  },
  async prune(before) {
    await store.run('delete from audit where at < $1', [new Date(before)])
  },
})
