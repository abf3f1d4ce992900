import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits as 43 characters of base64url; the database has only the hash. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** @returns SHA-256 as 64 hexadecimal digits */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Takes the same time whatever differs. */
export const isToken = (token: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(hashToken(token), 'hex'), Buffer.from(hash, 'hex'))
