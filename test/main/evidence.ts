import type { PassedEnvironment } from '../../src/shared/environment'
import type { Inventory } from '../../src/shared/inventory'
import type { Joined, Phase, Verified } from '../../src/shared/journey'
import { newlyLive } from '../../src/shared/journey-live'
import type { Consent } from '../../src/shared/receipt'

/** One value of each kind of evidence, and a phase of each name that carries them. */
export const consent: Consent = {
  documents: [
    {
      acceptance: {
        id: 'license',
        version: '2026-11-01',
        language: 'ja',
        sha256: 'a1'.repeat(32),
        acceptedAt: '2026-11-01T00:00:00.000Z',
        agentVersion: '0.1.0',
      },
      record: 'e1'.repeat(16),
    },
  ],
}
export const environment: PassedEnvironment = { profile: 'default', verdict: 'pass', checks: [] }
export const inventory: Inventory = { items: [{ id: 'os', value: 'Windows 11' }], refused: ['cpu'] }
export const joined: Joined = {
  session: 'session-1',
  operator: { name: '佐藤 花子', company: 'みらいネット' },
  relayKey: '1d'.repeat(32),
  joinedAt: '2026-11-01T00:01:00.000Z',
  challenge: 'c4'.repeat(32),
}
export const verified: Verified = { joined, places: [191, 177, 131] }
export const approvedAt = '2026-11-01T00:02:00.000Z'
export const sharedFrom = '2026-11-01T00:03:00.000Z'
export const endedAt = '2026-11-01T00:04:00.000Z'

/** The picture runs, and nothing more was asked for in the session. */
const quiet = { ...newlyLive, sharedFrom, picture: 'running' } as const
const ready = { consent, environment, inventory }
export const phases = {
  documents: { name: 'documents' },
  environment: { name: 'environment', consent, environment: null },
  inventory: { name: 'inventory', consent, environment },
  code: { name: 'code', ...ready, asking: false, error: null },
  joining: { name: 'joining', ...ready, joined },
  approval: { name: 'approval', ...ready, verified, caller: 'customer', contact: 'standing' },
  live: { name: 'live', ...ready, ...quiet, approval: { verified, approvedAt } },
  ended: {
    name: 'ended',
    consent,
    session: joined.session,
    reason: 'customer',
    receipt: null,
    unwritten: false,
    report: null,
  },
  closed: { name: 'closed' },
} as const satisfies { readonly [Name in Phase['name']]: Phase & { readonly name: Name } }
