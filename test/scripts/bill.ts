import { z } from '../../src/shared/zod'

/** What CycloneDX 1.5 asks of a bill, and what we ask of each of its parts beyond that. */
const licenses = z
  .array(
    z.union([
      z.strictObject({ license: z.strictObject({ id: z.string().min(1) }) }),
      z.strictObject({ expression: z.string().min(1) }),
    ]),
  )
  .length(1)
const component = z.strictObject({
  type: z.enum(['library', 'framework']),
  'bom-ref': z.string().min(1),
  name: z.string().min(1),
  version: z.string().min(1),
  scope: z.literal('required'),
  purl: z
    .string()
    .regex(/^pkg:npm\/(%40[^/@]+\/)?[^/@]+@[^@]+$/)
    .optional(),
  hashes: z
    .array(z.strictObject({ alg: z.literal('SHA-512'), content: z.string().regex(/^[0-9a-f]{128}$/) }))
    .length(1)
    .optional(),
  licenses,
})
export const bill = z
  .strictObject({
    $schema: z.literal('http://cyclonedx.org/schema/bom-1.5.schema.json'),
    bomFormat: z.literal('CycloneDX'),
    specVersion: z.literal('1.5'),
    serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
    version: z.literal(1),
    metadata: z.strictObject({
      component: z.strictObject({
        type: z.literal('application'),
        'bom-ref': z.string(),
        name: z.string(),
        version: z.string(),
        licenses,
      }),
    }),
    components: z.array(component),
    dependencies: z.array(z.strictObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
  })
  .superRefine(({ components, dependencies, metadata }, context) => {
    const refs = components.map((one) => one['bom-ref'])
    const known = new Set([metadata.component['bom-ref'], ...refs])
    if (known.size !== refs.length + 1) context.addIssue('a part is listed twice')
    for (const { ref, dependsOn } of dependencies)
      for (const one of [ref, ...dependsOn])
        if (!known.has(one)) context.addIssue(`${one} is asked for and is no part`)
  })
export type Bill = z.infer<typeof bill>
