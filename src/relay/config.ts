import { readFileSync } from 'node:fs'
import { isIPv4 } from 'node:net'
import { join, resolve } from 'node:path'
import { profile } from '../shared/profile'
import { feedExtra } from '../shared/update-feed'
import { z } from '../shared/zod'
import { type TlsFiles, tlsFaults, tlsFile } from './tls'
import { needsSecret, type TurnSettings, turnUrls } from './turn'

/** What one relay runs on. `publicUrl` is null on loopback, where the address follows from the port. */
export type Config = {
  readonly host: string
  readonly port: number
  readonly data: string
  readonly publicUrl: URL | null
  readonly trustProxy: boolean
  /** null where a proxy speaks TLS for the relay, or nobody does (loopback). */
  readonly tls: TlsFiles | null
  readonly console: string
  /** The folder of the service profiles, and the id of the one that an agent without a name gets. */
  readonly profiles: string
  readonly profile: string
  /** The folder of installers and update feeds (may be absent), and the one of the documents that its page shows. */
  readonly downloads: string
  readonly documents: string
  readonly turn: TurnSettings
  readonly codeMinutes: number
  /** Which agents may begin a session: not older than this (null = any), and of the legacy channel or not. */
  readonly minimumVersion: string | null
  readonly legacy: 'serve' | 'refuse'
  /** How long the audit and the hashes of records are kept. */
  readonly keepDays: number
}

const host = z.union([z.ipv4(), z.ipv6()])
const publicUrl = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text))
const wholeNumber = z.string().regex(/^\d{1,5}$/)
const turnSecret = z.string().regex(/^[\x21-\x7e]{16,256}$/)
const turnSecretFile = z
  .string()
  .max(1000)
  .transform((path, context) => {
    try {
      // A file that was made with an editor ends in a line break.
      return readFileSync(path, 'utf8').trim()
    } catch {
      context.addIssue({ code: 'custom', message: 'not readable' })
      return z.NEVER
    }
  })
  .pipe(turnSecret)

/** One row per variable: its name, what it should be (as an operator reads it), and how it is read. */
const variables = {
  SOBANI_RELAY_HOST: {
    should: 'an IP address to listen on, such as 127.0.0.1 or 0.0.0.0',
    schema: host.default('127.0.0.1'),
  },
  SOBANI_RELAY_PORT: {
    should: 'a port from 0 to 65535 (0 = any free one)',
    schema: wholeNumber.default('8470').transform(Number).pipe(z.number().max(65_535)),
  },
  SOBANI_RELAY_DATA: {
    should: 'a folder that only the relay may write',
    schema: z.string().max(1000).default('data/relay'),
  },
  SOBANI_RELAY_PUBLIC_URL: {
    should: 'the address operators open, such as https://support.example.jp (https, no path)',
    schema: publicUrl.refine(isBare).optional(),
  },
  SOBANI_RELAY_TRUST_PROXY: {
    should: 'true or false (true only behind one proxy that sets X-Forwarded-For)',
    schema: z
      .enum(['true', 'false'])
      .default('false')
      .transform((text) => text === 'true'),
  },
  SOBANI_RELAY_TLS_CERT: {
    should: 'a file with the certificate and its chain (PEM)',
    schema: tlsFile.optional(),
  },
  SOBANI_RELAY_TLS_KEY: {
    should: 'a file with the key of the certificate (PEM)',
    schema: tlsFile.optional(),
  },
  SOBANI_RELAY_CONSOLE: {
    should: 'the folder of the built console',
    schema: z
      .string()
      .max(1000)
      .default(join(import.meta.dirname, '..', 'console')),
  },
  SOBANI_RELAY_PROFILES: {
    should: 'the folder of the service profiles',
    schema: z
      .string()
      .max(1000)
      .default(join(import.meta.dirname, '..', '..', 'profiles')),
  },
  SOBANI_RELAY_PROFILE: {
    should: 'the id of a service profile: 1 to 40 small letters, digits or hyphens',
    schema: profile.shape.id.default('default'),
  },
  SOBANI_RELAY_DOWNLOADS: {
    should: 'the folder of the installers and update feeds',
    schema: z.string().max(1000).optional(),
  },
  SOBANI_RELAY_DOCUMENTS: {
    should: 'the folder of the licence and the notices',
    schema: z
      .string()
      .max(1000)
      .default(join(import.meta.dirname, '..', '..', 'assets', 'documents')),
  },
  SOBANI_RELAY_TURN_URLS: {
    should:
      'a list of 1 to 8 servers with commas between, such as turn:turn.example.jp:3478?transport=udp,turns:turn.example.jp:443?transport=tcp',
    schema: turnUrls.optional(),
  },
  SOBANI_RELAY_TURN_SECRET: {
    should: 'the static-auth-secret of the TURN servers: 16 to 256 letters, digits or signs without spaces',
    schema: turnSecret.optional(),
  },
  SOBANI_RELAY_TURN_SECRET_FILE: {
    should: 'a file that the relay can read, with the static-auth-secret of the TURN servers in it',
    schema: turnSecretFile.optional(),
  },
  SOBANI_RELAY_TURN_MINUTES: {
    should: 'a whole number of minutes from 1 to 1440',
    schema: wholeNumber.default('720').transform(Number).pipe(z.number().min(1).max(1440)),
  },
  SOBANI_RELAY_CODE_MINUTES: {
    should: 'a whole number of minutes from 1 to 60',
    schema: wholeNumber.default('10').transform(Number).pipe(z.number().min(1).max(60)),
  },
  SOBANI_RELAY_MINIMUM_VERSION: {
    should: 'the oldest version of the agent that may begin a session, such as 1.2.0',
    schema: feedExtra.shape.minimumVersion.unwrap().optional(),
  },
  SOBANI_RELAY_LEGACY: {
    should: 'serve or refuse (agents of the legacy channel)',
    schema: z.enum(['serve', 'refuse']).default('serve'),
  },
  SOBANI_RELAY_KEEP_DAYS: {
    should: 'a whole number of days from 1 to 36500',
    schema: wholeNumber.default('1095').transform(Number).pipe(z.number().min(1).max(36_500)),
  },
} as const

const environment = z.object({
  SOBANI_RELAY_HOST: variables.SOBANI_RELAY_HOST.schema,
  SOBANI_RELAY_PORT: variables.SOBANI_RELAY_PORT.schema,
  SOBANI_RELAY_DATA: variables.SOBANI_RELAY_DATA.schema,
  SOBANI_RELAY_PUBLIC_URL: variables.SOBANI_RELAY_PUBLIC_URL.schema,
  SOBANI_RELAY_TRUST_PROXY: variables.SOBANI_RELAY_TRUST_PROXY.schema,
  SOBANI_RELAY_TLS_CERT: variables.SOBANI_RELAY_TLS_CERT.schema,
  SOBANI_RELAY_TLS_KEY: variables.SOBANI_RELAY_TLS_KEY.schema,
  SOBANI_RELAY_CONSOLE: variables.SOBANI_RELAY_CONSOLE.schema,
  SOBANI_RELAY_PROFILES: variables.SOBANI_RELAY_PROFILES.schema,
  SOBANI_RELAY_PROFILE: variables.SOBANI_RELAY_PROFILE.schema,
  SOBANI_RELAY_DOWNLOADS: variables.SOBANI_RELAY_DOWNLOADS.schema,
  SOBANI_RELAY_DOCUMENTS: variables.SOBANI_RELAY_DOCUMENTS.schema,
  SOBANI_RELAY_TURN_URLS: variables.SOBANI_RELAY_TURN_URLS.schema,
  SOBANI_RELAY_TURN_SECRET: variables.SOBANI_RELAY_TURN_SECRET.schema,
  SOBANI_RELAY_TURN_SECRET_FILE: variables.SOBANI_RELAY_TURN_SECRET_FILE.schema,
  SOBANI_RELAY_TURN_MINUTES: variables.SOBANI_RELAY_TURN_MINUTES.schema,
  SOBANI_RELAY_CODE_MINUTES: variables.SOBANI_RELAY_CODE_MINUTES.schema,
  SOBANI_RELAY_MINIMUM_VERSION: variables.SOBANI_RELAY_MINIMUM_VERSION.schema,
  SOBANI_RELAY_LEGACY: variables.SOBANI_RELAY_LEGACY.schema,
  SOBANI_RELAY_KEEP_DAYS: variables.SOBANI_RELAY_KEEP_DAYS.schema,
})

export type Configured =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly string[] }

/** Reads the whole configuration once. All faults come together, each with its variable and what it should be. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Configured {
  // An empty variable is how a compose file leaves one out.
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = environment.safeParse(set)
  const faults = [...unreadable(read.error), ...unsafe(set), ...unpaired(set), ...tlsFaults(set)]
  if (!read.success || faults.length > 0) return { ok: false, faults }
  const values = read.data
  const { SOBANI_RELAY_TLS_CERT: cert, SOBANI_RELAY_TLS_KEY: key } = values
  return {
    ok: true,
    config: {
      host: values.SOBANI_RELAY_HOST,
      port: values.SOBANI_RELAY_PORT,
      data: resolve(values.SOBANI_RELAY_DATA),
      publicUrl: values.SOBANI_RELAY_PUBLIC_URL ?? null,
      trustProxy: values.SOBANI_RELAY_TRUST_PROXY,
      tls: cert === undefined || key === undefined ? null : { cert: resolve(cert), key: resolve(key) },
      console: resolve(values.SOBANI_RELAY_CONSOLE),
      profiles: resolve(values.SOBANI_RELAY_PROFILES),
      profile: values.SOBANI_RELAY_PROFILE,
      downloads: resolve(values.SOBANI_RELAY_DOWNLOADS ?? join(values.SOBANI_RELAY_DATA, '..', 'downloads')),
      documents: resolve(values.SOBANI_RELAY_DOCUMENTS),
      turn: {
        urls: values.SOBANI_RELAY_TURN_URLS ?? [],
        secret: values.SOBANI_RELAY_TURN_SECRET ?? values.SOBANI_RELAY_TURN_SECRET_FILE ?? null,
        minutes: values.SOBANI_RELAY_TURN_MINUTES,
      },
      codeMinutes: values.SOBANI_RELAY_CODE_MINUTES,
      minimumVersion: values.SOBANI_RELAY_MINIMUM_VERSION ?? null,
      legacy: values.SOBANI_RELAY_LEGACY,
      keepDays: values.SOBANI_RELAY_KEEP_DAYS,
    },
  }
}

const isLoopback = (address: string): boolean =>
  address === 'localhost' ||
  address === '::1' ||
  address === '[::1]' ||
  (isIPv4(address) && address.startsWith('127.'))

/** True where nothing but this machine can reach the relay, not even through a proxy. */
export const isPrivate = (config: Config): boolean =>
  isLoopback(config.host) && (config.publicUrl === null || isLoopback(config.publicUrl.hostname))

function unreadable(error: z.ZodError | undefined): string[] {
  const names = new Set(error?.issues.map((issue) => String(issue.path[0])))
  return Object.entries(variables)
    .filter(([name]) => names.has(name))
    .map(([name, variable]) => `${name} should be ${variable.should}.`)
}

/** Sign-ins and codes must not cross a network in the clear: https, unless nobody but this machine can listen. */
function unsafe(env: Readonly<Record<string, string | undefined>>): string[] {
  const listens = host.safeParse(env.SOBANI_RELAY_HOST ?? '127.0.0.1').data
  const url = publicUrl.safeParse(env.SOBANI_RELAY_PUBLIC_URL).data
  if (url !== undefined && url.protocol !== 'https:' && !isLoopback(url.hostname))
    return [
      'SOBANI_RELAY_PUBLIC_URL should begin with https: sign-ins and codes may not cross a network in the clear.',
    ]
  if (env.SOBANI_RELAY_PUBLIC_URL === undefined && listens !== undefined && !isLoopback(listens))
    return [
      'SOBANI_RELAY_PUBLIC_URL should be set to the https address operators open, because SOBANI_RELAY_HOST is not loopback.',
    ]
  return []
}

/** TURN servers and the secret that accounts of them are made with go together, and there is one secret. */
function unpaired(env: Readonly<Record<string, string | undefined>>): string[] {
  const { SOBANI_RELAY_TURN_SECRET: secret, SOBANI_RELAY_TURN_SECRET_FILE: file } = env
  if (secret !== undefined && file !== undefined)
    return ['SOBANI_RELAY_TURN_SECRET should not be set beside SOBANI_RELAY_TURN_SECRET_FILE: choose one.']
  const set = secret !== undefined || file !== undefined
  const urls =
    env.SOBANI_RELAY_TURN_URLS === undefined ? [] : turnUrls.safeParse(env.SOBANI_RELAY_TURN_URLS).data
  // A list that cannot be read is a fault of its own; what it would need is not known.
  if (urls === undefined || needsSecret(urls) === set) return []
  return set
    ? ['SOBANI_RELAY_TURN_URLS should name a TURN server, because there is a secret for one.']
    : [
        'SOBANI_RELAY_TURN_SECRET (or _FILE) should be set, because SOBANI_RELAY_TURN_URLS names a TURN server.',
      ]
}

function isBare(url: URL): boolean {
  return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
}
