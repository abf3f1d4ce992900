import { acceptance, receipt } from './receipt'
import { z } from './zod'

/**
 * What stands in the body of a record. The salt (32 random bytes in hex) makes its hash say nothing: without it whoever
 * was told the hash, and knows half of the body, could guess the rest and see whether it fits.
 */
const salt = z.string().regex(/^[0-9a-f]{64}$/)

export const acceptanceBody = z.strictObject({ salt, acceptance })
export const receiptBody = z.strictObject({ salt, receipt })
