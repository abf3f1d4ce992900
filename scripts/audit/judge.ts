import { z } from '../../src/shared/zod'

/** docs/audit-exceptions.json: a known fault that ships anyway, why, and until when somebody has looked at it again. */
export const exceptions = z.array(
  z.strictObject({
    /** Of the advisory: "GHSA-xxxx-xxxx-xxxx". */
    id: z.string().regex(/^GHSA(-[a-z0-9]{4}){3}$/),
    reason: z.string().min(20),
    /** The last day on which it counts. */
    until: z.iso.date(),
  }),
)
export type Exceptions = z.infer<typeof exceptions>

const advisory = z.object({
  url: z.string(),
  title: z.string().catch(''),
  severity: z.string().catch('unknown'),
})

/**
 * What `npm audit --json` writes (auditReportVersion 2), as far as it is judged: `via` holds the advisories of a package
 * itself, and names of packages where the fault is only in what it needs.
 */
export const auditReport = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({
      nodes: z.array(z.string()),
      via: z.array(z.union([z.string(), advisory])),
    }),
  ),
})
export type AuditReport = z.infer<typeof auditReport>

/**
 * One sentence for each fault in what ships and for each exception that no longer holds; none = all is well.
 * @param ships places in package-lock.json ("node_modules/a"); a fault in anything else does not count
 * @param today "2026-11-22"
 */
export function judge(
  report: AuditReport,
  ships: ReadonlySet<string>,
  excepted: Exceptions,
  today: string,
): string[] {
  const found = Object.entries(report.vulnerabilities).flatMap(([name, { nodes, via }]) =>
    nodes.some((node) => ships.has(node))
      ? via.flatMap((one) => (typeof one === 'string' ? [] : [{ name, id: idOf(one.url), ...one }]))
      : [],
  )
  const open = found.filter(({ id }) => !excepted.some((one) => one.id === id && one.until >= today))
  const expired = excepted.filter(({ until }) => until < today)
  const idle = excepted.filter(({ id }) => !found.some((one) => one.id === id))
  return [
    ...open.map(
      ({ name, id, severity, title }) => `${name} ships and has a known fault: ${id} (${severity}) ${title}`,
    ),
    ...expired.map(({ id, until }) => `The exception for ${id} ended on ${until}: look at it again.`),
    ...idle.map(({ id }) => `The exception for ${id} is for nothing that ships: take it away.`),
  ]
}

const idOf = (url: string): string => /GHSA(-[a-z0-9]{4}){3}/.exec(url)?.[0] ?? url
