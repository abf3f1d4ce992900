import { z } from './zod'

/**
 * The device certificate: the relay's own CA issues it for a key pair that the agent made once the customer accepted
 * it. It says "the same PC as last time", and nothing about who sits at it.
 */

/** The serial number of the certificate in hex; what the customer sees as the certificate's id. */
export const certificateId = z.string().regex(/^[0-9a-f]{16,40}$/)

/** PEM text of one X.509 certificate. */
export const certificatePem = z.string().max(4000).startsWith('-----BEGIN CERTIFICATE-----')

/** HTTP: POST /api/certificates. `publicKey` is the SPKI of a P-256 key in base64. */
export const certificateRequest = z.strictObject({
  publicKey: z
    .string()
    .max(400)
    .regex(/^[A-Za-z0-9+/]+=*$/),
})

/** What the agent signs (ECDSA P-256 with SHA-256, DER, base64) to prove its key in one session. */
export const proofText = (session: string, challenge: string): string =>
  `sobani device proof v1\n${session}\n${challenge}`

/**
 * What the relay knows of a device that proved itself. Times are ISO 8601 in UTC; `lastSeenAt` is the session before
 * this one, null for the first. `sessionsThisMonth` counts this one, by the calendar month in Japan.
 */
export const deviceRecord = z.strictObject({
  id: certificateId,
  state: z.enum(['new', 'seen', 'revoked']),
  firstSeenAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable(),
  sessionsThisMonth: z.number().int().nonnegative(),
})
export type DeviceRecord = z.infer<typeof deviceRecord>
