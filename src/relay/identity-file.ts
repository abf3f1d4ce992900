import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Beside the database and apart from authority.pem: whoever can issue certificates cannot sign names, and not the reverse. */
const pathIn = (folder: string): string => join(folder, 'identity.pem')

/**
 * @returns null where there is none yet
 * @throws RangeError where there is one that cannot be used: with a new one in its place every agent that remembers the
 * old one would refuse this relay
 */
export async function readIdentity(folder: string): Promise<KeyObject | null> {
  const path = pathIn(folder)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw unusable(path, error)
  })
  return text === null ? null : parse(path, text)
}

/** Makes the file in one step: a relay that is killed on the way leaves nothing half written. */
export async function keepIdentity(folder: string, key: KeyObject): Promise<KeyObject> {
  const path = pathIn(folder)
  const unfinished = `${path}.new`
  const text = key.export({ type: 'pkcs8', format: 'pem' })
  await writeFile(unfinished, text, { mode: 0o600, flush: true })
  await rename(unfinished, path)
  return key
}

function parse(path: string, text: string): KeyObject {
  try {
    const key = createPrivateKey(text)
    if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key
  } catch (error) {
    throw unusable(path, error)
  }
  throw unusable(path)
}

const unusable = (path: string, cause?: unknown): RangeError =>
  new RangeError(
    `${path} should be the identity key that this relay made: put a copy of it back. With a new key every agent that knows the old one refuses this relay until its administrator or its user allows it.`,
    { cause },
  )
