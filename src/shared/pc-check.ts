import { z } from './zod'

/** What an operator may ask for, and the customer grants as a whole or not at all. Read only: it changes nothing. */
export const pcCheckAreaIds = [
  'antivirus',
  'firewall',
  'updates',
  'file-sharing',
  'start-up',
  'disk',
  'memory',
  'internet-options',
  'unneeded-files',
] as const
export const pcCheckAreaId = z.enum(pcCheckAreaIds)
export type PcCheckAreaId = z.infer<typeof pcCheckAreaId>

/**
 * What the screens say of one area (`pc-check.finding.<name>`); `details` are names and sizes as the system gives them,
 * in no language: programs, drives, versions, "12.3 GB / 256.0 GB".
 */
export const findings = [
  'unreadable',
  'antivirus-current',
  'antivirus-outdated',
  'antivirus-off',
  'antivirus-none',
  'firewall-on',
  'firewall-off',
  'updates-automatic',
  'updates-pending',
  'updates-restart',
  'updates-manual',
  'file-sharing-none',
  'file-sharing-found',
  'start-up-listed',
  'disk-enough',
  'disk-low',
  'memory-enough',
  'memory-low',
  'internet-options-default',
  'internet-options-changed',
  'unneeded-files-few',
  'unneeded-files-many',
] as const

/** `unread` is never `good`: what could not be read is said to be so. */
export const pcCheckArea = z.strictObject({
  id: pcCheckAreaId,
  state: z.enum(['good', 'attention', 'unread']),
  finding: z.enum(findings),
  details: z.array(z.string().max(120)).max(20),
})
export type PcCheckArea = z.infer<typeof pcCheckArea>

/** `checkedAt` is ISO 8601 in UTC. */
export const pcCheckResult = z.strictObject({
  checkedAt: z.iso.datetime(),
  areas: z.array(pcCheckArea).max(pcCheckAreaIds.length),
})
export type PcCheckResult = z.infer<typeof pcCheckResult>

/** One request of the operator and what became of it. Null = not yet; times are ISO 8601 in UTC. */
export const pcCheckRequest = z.strictObject({
  askedAt: z.iso.datetime(),
  answer: z.enum(['granted', 'refused']).nullable(),
  result: pcCheckResult.nullable(),
})
export type PcCheckRequest = z.infer<typeof pcCheckRequest>
