import { channel } from './built-for'
import { z } from './zod'

const text = z.string().max(200_000)
const packages = z.array(
  z.strictObject({
    name: z.string().max(214),
    version: z.string().max(100),
    /** SPDX expression. */
    licence: z.string().max(200),
    text,
  }),
)

/** out/licences.json, written by the build: whose work is inside the agent, and under which terms. */
export const licences = z.strictObject({
  v: z.literal(1),
  /** The licence of this program itself. */
  own: text,
  packages,
})
export type Licences = z.infer<typeof licences>

const runtimeVersion = z.string().max(40)

/** What the program says of itself. */
export const about = z.strictObject({
  version: z.string().max(40),
  channel,
  runtime: z.strictObject({ electron: runtimeVersion, chromium: runtimeVersion, node: runtimeVersion }),
  /** Where the runtime's own licences lie: in the folder of the program, or inside the app of macOS. */
  beside: z.enum(['folder', 'app']),
  /** Null where the file cannot be read. */
  licences: licences.nullable(),
})
export type About = z.infer<typeof about>
