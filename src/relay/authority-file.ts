import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The relay's own certificate authority: its private key, and the certificate that it signed for itself. */
export type AuthorityKeys = { readonly key: KeyObject; readonly certificate: X509Certificate }

/**
 * Beside the database and not in it: a dump that is copied about must not carry the one key that can make devices. Only
 * the relay's account reads it. One file for both parts, so that there is never one without the other.
 */
const pathIn = (folder: string): string => join(folder, 'authority.pem')

/**
 * @returns null where there is none yet
 * @throws RangeError where there is one that cannot be used: a new one in its place would disown every device
 */
export async function readAuthority(folder: string): Promise<AuthorityKeys | null> {
  const path = pathIn(folder)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw unusable(path, error)
  })
  return text === null ? null : parse(path, text)
}

/** Makes the file in one step: a relay that is killed on the way leaves nothing half written. */
export async function keepAuthority(folder: string, text: string): Promise<AuthorityKeys> {
  const path = pathIn(folder)
  const unfinished = `${path}.new`
  await writeFile(unfinished, text, { mode: 0o600, flush: true })
  await rename(unfinished, path)
  return parse(path, text)
}

function parse(path: string, text: string): AuthorityKeys {
  try {
    const keys = { key: createPrivateKey(text), certificate: new X509Certificate(text) }
    if (keys.certificate.ca && keys.certificate.checkPrivateKey(keys.key)) return keys
  } catch (error) {
    throw unusable(path, error)
  }
  throw unusable(path)
}

const unusable = (path: string, cause?: unknown): RangeError =>
  new RangeError(
    `${path} should be the key and certificate that this relay made: put a copy of it back, or move it away and every agent is issued a new certificate.`,
    { cause },
  )
