import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import type { Server } from 'node:https'
import { createSecureContext, type SecureContextOptions } from 'node:tls'
import { z } from '../shared/zod'
import { day } from './clock'
import { describeError, type Log } from './log'

/** Paths of a PEM chain (the relay's own certificate first) and of its key. */
export type TlsFiles = { readonly cert: string; readonly key: string }

/**
 * TLS 1.2 and 1.3 only. Of 1.2 only what has forward secrecy and authenticated encryption: every browser since 2016 and
 * every agent has these.
 */
export const tlsRules = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ].join(':'),
} as const satisfies SecureContextOptions

/** A path of at most 1000 characters; whether the file is any good is said when the relay starts. */
export const tlsFile = z.string().max(1000)

/** What is wrong with the two variables together, or with the address beside them. */
export function tlsFaults(env: Readonly<Record<string, string | undefined>>): string[] {
  const { SOBANI_RELAY_TLS_CERT: cert, SOBANI_RELAY_TLS_KEY: key, SOBANI_RELAY_PUBLIC_URL: url } = env
  if (cert === undefined && key === undefined) return []
  if (cert === undefined || key === undefined) {
    const missing = cert === undefined ? 'SOBANI_RELAY_TLS_CERT' : 'SOBANI_RELAY_TLS_KEY'
    return [`${missing} should be set as well: a certificate and its key go together.`]
  }
  return url?.startsWith('https://') === true
    ? []
    : [
        'SOBANI_RELAY_PUBLIC_URL should be set to the https address operators open: the relay speaks TLS itself.',
      ]
}

export type Certificate = {
  /** Of what is in use. */
  options(): { readonly cert: string; readonly key: string }
  /** Reads the files again; who is connected stays so, new connections get what is new. A broken pair changes nothing. */
  renew(server: Server, log: Log): void
  /** Warns of what works and still asks to be looked at. */
  lookAt(log: Log): void
}

/**
 * @param host the name that operators open, for a warning where the certificate is not for it
 * @throws RangeError with a sentence for whoever starts the relay, where the files are no good pair
 */
export function openCertificate(files: TlsFiles, host: string): Certificate {
  let pair = readPair(files)
  let refused = ''
  let lookedAt = 0
  const lookAt = (log: Log) => {
    lookedAt = Date.now()
    warnOf(files, pair.cert, host, log)
  }
  return {
    options: () => ({ cert: pair.cert, key: pair.key }),
    lookAt,
    renew(server, log) {
      try {
        const next = readPair(files)
        if (next.mark === pair.mark) {
          // A relay runs for months: that nobody renews is said every day, not only at its start.
          if (Date.now() - lookedAt > day) lookAt(log)
          return
        }
        server.setSecureContext({ ...tlsRules, cert: next.cert, key: next.key })
        pair = next
        refused = ''
        lookAt(log)
        log.warn({ where: 'tls' }, 'a new certificate is in use')
      } catch (error) {
        const { what } = describeError(error)
        // Half a renewal looks like this for a moment; said once for each fault, for this is tried every minute.
        if (what !== refused) log.error({ where: 'tls', what }, 'the certificate was not renewed')
        refused = what
      }
    },
  }
}

/** Whoever renews by itself has done so by then: Let's Encrypt's tools begin 30 days before. */
const soon = 14 * day

type Pair = { readonly cert: string; readonly key: string; readonly mark: string }

function readPair({ cert, key }: TlsFiles): Pair {
  const pair = {
    cert: textOf(cert, 'SOBANI_RELAY_TLS_CERT', 'a file with the certificate and its chain (PEM)'),
    key: textOf(key, 'SOBANI_RELAY_TLS_KEY', 'a file with the key of the certificate (PEM)'),
  }
  try {
    createSecureContext({ ...tlsRules, ...pair })
  } catch {
    // What OpenSSL says of a key is nothing for a log.
    throw new RangeError(
      'SOBANI_RELAY_TLS_CERT and SOBANI_RELAY_TLS_KEY should be a certificate and the key it was made for (PEM, no passphrase).',
    )
  }
  return { ...pair, mark: createHash('sha256').update(pair.cert).update(pair.key).digest('hex') }
}

function textOf(path: string, name: string, should: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new RangeError(`${name} should be ${should} that the relay can read.`)
  }
}

function warnOf({ key }: TlsFiles, cert: string, host: string, log: Log): void {
  const own = new X509Certificate(cert)
  if (process.platform !== 'win32' && (statSync(key).mode & 0o077) !== 0)
    log.warn({ where: 'tls' }, 'others on this machine can read the key: chmod 600 it')
  const left = Date.parse(own.validTo) - Date.now()
  if (left < 0) log.warn({ where: 'tls' }, 'the certificate has run out')
  else if (left < soon)
    log.warn({ where: 'tls', until: own.validTo }, 'the certificate runs out soon: renew it')
  if (own.checkHost(host) === undefined && own.checkIP(host) === undefined)
    log.warn({ where: 'tls' }, 'the certificate is not for the host of SOBANI_RELAY_PUBLIC_URL')
}
