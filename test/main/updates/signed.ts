import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { dump } from 'js-yaml'

const spki = (key: KeyObject) => key.export({ format: 'der', type: 'spki' }).toString('base64')

export const pair = generateKeyPairSync('ed25519')
export const key = spki(pair.publicKey)
export const otherPair = generateKeyPairSync('ed25519')

/** A feed of 0.2.0, as the publishing tool writes it, with what should differ. */
export const feed = ({ sobani, ...changed }: { readonly [name: string]: unknown } = {}) => ({
  version: '0.2.0',
  files: [{ url: 'Sobani-0.2.0-x64.AppImage', sha512: `${'A'.repeat(86)}==`, size: 1000 }],
  releaseDate: '2026-11-22T00:00:00.000Z',
  ...changed,
  sobani: { channel: 'current', sequence: 2, minimumVersion: null, ...(sobani ?? {}) },
})

export const bytesOf = (value: unknown): Buffer =>
  Buffer.from(typeof value === 'string' ? value : dump(value, { quotingType: "'" }))
export const signatureOf = (bytes: Buffer, privateKey = pair.privateKey): string =>
  `${sign(null, bytes, privateKey).toString('base64')}\n`
