import fastifyCookie, { type CookieSerializeOptions } from '@fastify/cookie'
import { second } from './clock'
import type { Config } from './config'
import { signInLimit } from './sign-ins'

const isSecure = (config: Config): boolean => config.publicUrl?.protocol === 'https:'

/** The `__Host-` prefix makes the browser refuse one set by another host or path; it needs https, so not on loopback. */
export const cookieName = (config: Config): string => (isSecure(config) ? '__Host-sobani' : 'sobani')

export const cookieOptions = (config: Config): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'strict',
  secure: isSecure(config),
  maxAge: signInLimit / second,
})

export const tokenIn = (header: string | undefined, config: Config): string | null =>
  fastifyCookie.parse(header ?? '')[cookieName(config)] || null
