import type { DeviceRecord } from '../shared/device'
import { monthStart } from '../shared/japan-time'
import { z } from '../shared/zod'
import { deviceLifetime, type ProvenDevice } from './authority'
import type { Clock } from './clock'
import type { Store } from './store'

const deviceRow = z.object({
  id: z.string(),
  first_seen_at: z.date(),
  last_seen_at: z.date(),
  revoked_at: z.date().nullable(),
})
export type DeviceRow = z.infer<typeof deviceRow>

const columns = 'id, first_seen_at, last_seen_at, revoked_at'
const revokedRow = z.object({ revoked_at: z.date() })
const countRow = z.object({ sessions: z.coerce.number() })

/** Devices that proved themselves in a session; one that only asked for a certificate is not known here. */
export type Devices = {
  /** Notes a session, but for a revoked one. A key that was revoked stays so under a new certificate. */
  see(device: Pick<ProvenDevice, 'id' | 'fingerprint'>, session: string): Promise<DeviceRecord>
  isRevoked(id: string): Promise<boolean>
  /** @returns false where there is no such device that is not revoked yet */
  revoke(id: string): Promise<boolean>
  list(): Promise<DeviceRow[]>
  /**
   * Forgets what is good for nothing any more: sessions of earlier months, which nobody counts, and devices whose
   * certificate must have run out. What was revoked stays: its key may come back under a new certificate.
   */
  prune(): Promise<void>
}

export function createDevices(store: Store, clock: Clock): Devices {
  const find = async (id: string) =>
    (await store.query(`select ${columns} from devices where id = $1`, [id], deviceRow))[0] ?? null
  const sessionsThisMonth = async (id: string) => {
    const [row] = await store.query(
      'select count(*) as sessions from device_sessions where device_id = $1 and at >= $2',
      [id, new Date(monthStart(clock()))],
      countRow,
    )
    return row?.sessions ?? 0
  }
  const revokedAt = async (fingerprint: string) => {
    const [row] = await store.query(
      `select revoked_at from devices where key_fingerprint = $1 and revoked_at is not null
       order by revoked_at limit 1`,
      [fingerprint],
      revokedRow,
    )
    return row?.revoked_at ?? null
  }
  return {
    async see({ id, fingerprint }, session) {
      const now = new Date(clock())
      const known = await find(id)
      const revoked = known?.revoked_at ?? (await revokedAt(fingerprint))
      if (known === null)
        await store.run(
          `insert into devices (id, key_fingerprint, first_seen_at, last_seen_at, revoked_at)
           values ($1, $2, $3, $3, $4) on conflict (id) do nothing`,
          [id, fingerprint, now, revoked],
        )
      if (revoked === null) {
        await store.run('update devices set last_seen_at = $2 where id = $1', [id, now])
        await store.run(
          `insert into device_sessions (device_id, session, at) values ($1, $2, $3) on conflict do nothing`,
          [id, session, now],
        )
      }
      return {
        id,
        state: revoked !== null ? 'revoked' : known === null ? 'new' : 'seen',
        firstSeenAt: (known?.first_seen_at ?? now).toISOString(),
        lastSeenAt: known?.last_seen_at.toISOString() ?? null,
        sessionsThisMonth: await sessionsThisMonth(id),
      }
    },
    isRevoked: async (id) => (await find(id))?.revoked_at != null,
    async revoke(id) {
      const changed = await store.run(
        'update devices set revoked_at = $2 where id = $1 and revoked_at is null',
        [id, new Date(clock())],
      )
      return changed > 0
    },
    list: () => store.query(`select ${columns} from devices order by last_seen_at desc, id`, [], deviceRow),
    async prune() {
      const now = clock()
      await store.run('delete from device_sessions where at < $1', [new Date(monthStart(now))])
      await store.run('delete from devices where revoked_at is null and last_seen_at < $1', [
        new Date(now - deviceLifetime),
      ])
    },
  }
}
