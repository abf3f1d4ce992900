import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

export const shortestPassword = 12

/**
 * scrypt at 32 MB and about a quarter of a second (source: OWASP Password Storage, the N = 2^15, r = 8, p = 3 row).
 * Written into every hash, so that they can be raised without shutting anyone out.
 */
const cost = { N: 2 ** 15, r: 8, p: 3 }

export const generatePassword = (): string => randomBytes(15).toString('base64url')

/** @returns `scrypt$N$r$p$salt$key`, salt and key in base64url */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Someone nobody is. Checking against it costs what a real check costs, so that time does not tell who exists. */
const nobody = `scrypt$${cost.N}$${cost.r}$${cost.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** @param stored null for an unknown user: the same work, and always false */
export async function checkPassword(password: string, stored: string | null): Promise<boolean> {
  const [kind, N, r, p, salt, key] = (stored ?? nobody).split('$')
  if (kind !== 'scrypt' || salt === undefined || key === undefined)
    throw new Error('a stored password has an unknown form')
  const expected = Buffer.from(key, 'base64url')
  const found = await derive(password, Buffer.from(salt, 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  })
  return timingSafeEqual(found, expected) && stored !== null
}

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((done, fail) => {
    scrypt(password.normalize('NFKC'), salt, 32, { ...options, maxmem: 2 ** 27 }, (error, key) =>
      error === null ? done(key) : fail(error),
    )
  })
}
