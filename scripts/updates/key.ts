import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal, reason } from '../refusal'
import type { Words } from './words'

const PRIVATE = 'update-key.pem'
const PUBLIC = 'update-key.pub'

/** Makes the pair: the private half signs feeds, the public half is built into the agent. Never writes over one. */
export async function key(words: Words): Promise<string[]> {
  const folder = words.file('out')
  await mkdir(folder, { recursive: true })
  const pair = generateKeyPairSync('ed25519')
  const own = join(folder, PRIVATE)
  let isMade = false
  try {
    await writeFile(own, pair.privateKey.export({ format: 'pem', type: 'pkcs8' }), {
      mode: 0o600,
      flag: 'wx',
    })
    isMade = true
    await writeFile(join(folder, PUBLIC), `${spki(pair.publicKey)}\n`, { flag: 'wx' })
  } catch (error) {
    // Half a pair would be taken for the other half of an older one.
    if (isMade) await rm(own, { force: true })
    throw new Refusal(
      `No key was made, because ${folder} has one already or cannot be written (${reason(error)}).`,
    )
  }
  return [
    `${own}  signs update feeds. Keep it away from the relay and from every server, with a copy where it cannot burn:`,
    'without it no installed agent can be updated, and whoever has it can put a program on every one of them.',
    `${join(folder, PUBLIC)}  is built into the agent: npm run dist -- --update-key ${PUBLIC} …`,
  ]
}

/** As the agent carries it: SPKI in base64. */
export const spki = (publicKey: KeyObject): string =>
  publicKey.export({ format: 'der', type: 'spki' }).toString('base64')

/** @throws Refusal where it is no private Ed25519 key, or others can read it */
export async function readPrivateKey(path: string): Promise<KeyObject> {
  const { text, mode } = await readKey(path)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new Refusal(
      `${path} can be read by others: make it yours alone (chmod 600) and run the command again.`,
    )
  return ed25519(path, () => createPrivateKey(text))
}

/** @returns SPKI in base64. @throws Refusal where it is no public Ed25519 key */
export async function readPublicKey(path: string): Promise<string> {
  const { text } = await readKey(path)
  if (text.includes('PRIVATE KEY'))
    throw new Refusal(`${path} is a private key. It stays where feeds are signed; give the .pub.`)
  const made = () =>
    text.includes('BEGIN')
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type: 'spki' })
  return spki(ed25519(path, made))
}

async function readKey(path: string): Promise<{ text: string; mode: number }> {
  try {
    return { text: await readFile(path, 'utf8'), mode: (await stat(path)).mode }
  } catch (error) {
    throw new Refusal(`The key ${path} cannot be read: ${reason(error)}`)
  }
}

function ed25519(path: string, make: () => KeyObject): KeyObject {
  try {
    const made = make()
    if (made.asymmetricKeyType === 'ed25519') return made
  } catch {
    // Said below: what stands in the file is not repeated, it may be a key.
  }
  throw new Refusal(`${path} holds no Ed25519 key of this kind: npm run updates -- key makes one.`)
}
