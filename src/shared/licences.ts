import { z } from './zod'

/** out/licences.json, written by the build: whose work is inside the agent, and under which terms. */
export const licences = z.strictObject({
  v: z.literal(1),
  packages: z.array(
    z.strictObject({
      name: z.string().max(214),
      version: z.string().max(100),
      /** SPDX expression. */
      licence: z.string().max(200),
      text: z.string().max(100_000),
    }),
  ),
})
export type Licences = z.infer<typeof licences>
