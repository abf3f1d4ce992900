import { relayAddress, relayKey } from './policy'
import { z } from './zod'

/**
 * The two builds of one source: `current` on today's Electron, `legacy` on the last one that runs on macOS 10.15 to 12 and on
 * Windows 10 with 32 bits. Each has its own file names, update feed and oldest system.
 */
export const channels = ['current', 'legacy'] as const
export const channel = z.enum(channels)
export type Channel = z.infer<typeof channel>

/**
 * What a build is for, written by `npm run dist` and `npm run pack` into the package before it is signed
 * (out/built-for.json) and never changed after: a file name or a link says nothing to an installed agent.
 */
export const builtFor = z.strictObject({
  v: z.literal(1),
  channel,
  /** Null: only a policy or an installation can name one. */
  relay: relayAddress.nullable(),
  profile: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** Keys that the relay may sign an operator's name with; empty = the first one met is remembered. */
  relayKeys: z.array(relayKey).max(8),
  /** Ed25519 public key (SPKI, base64) that update feeds are signed with; null = this build looks for no updates. */
  updateKey: z
    .string()
    .regex(/^[A-Za-z0-9+/]+=*$/)
    .max(200)
    .nullable(),
})
export type BuiltFor = z.infer<typeof builtFor>
