import { bilingual } from './language'
import { z } from './zod'

const version = z.string().regex(/^\d+(\.\d+){0,3}$/)

/**
 * What one system must offer. Sizes are what makers print (GB of 2^30 bytes for memory, MB of 10^6 for disks);
 * `memoryTolerance` of the profile allows for what graphics take away.
 */
export const systemRule = z.strictObject({
  name: z.string().max(60),
  /** Versions from `from` (included) to `before` (left out), compared number by number. */
  from: version,
  before: version.exactOptional(),
  bits: z.array(z.union([z.literal(32), z.literal(64)])).min(1),
  clockMhz: z.number().positive().exactOptional(),
  cores: z.number().int().positive().exactOptional(),
  memoryGb: z
    .strictObject({ bits32: z.number().exactOptional(), bits64: z.number().exactOptional() })
    .exactOptional(),
  display: z
    .strictObject({ width: z.number().int(), height: z.number().int(), depth: z.number().int() })
    .exactOptional(),
  freeMb: z.number().positive(),
})
export type SystemRule = z.infer<typeof systemRule>

const verdict = z.enum(['pass', 'warn', 'fail'])
const platformRules = z.strictObject({
  systems: z.array(systemRule).min(1),
  /** What a system older or newer than the list gets. */
  older: verdict,
  newer: verdict,
})
export type PlatformRules = z.infer<typeof platformRules>

/** One company's service: who it is, when and where to call, what its customers' PCs need. */
export const profile = z.strictObject({
  v: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  company: bilingual,
  phone: z.string().max(40),
  hours: bilingual,
  environment: z.strictObject({
    /** Share of the printed memory that may be missing, 0 to 0.5. */
    memoryTolerance: z.number().min(0).max(0.5),
    windows: platformRules.exactOptional(),
    macos: platformRules.exactOptional(),
    linux: platformRules.exactOptional(),
  }),
})
export type Profile = z.infer<typeof profile>
