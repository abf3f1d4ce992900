import { createHash, type KeyObject, randomBytes, webcrypto, X509Certificate } from 'node:crypto'
import { type AuthorityKeys, keepAuthority, readAuthority } from './authority-file'
import { type Clock, hour } from './clock'
import { provideReflection } from './reflection'

const year = 365 * 24 * hour
const authorityYears = 10
/** Milliseconds that a device certificate is valid at the most. */
export const deviceLifetime = 2 * year
const clientAuth = '1.3.6.1.5.5.7.3.2'
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/** A certificate of ours that is valid now. `id` is its serial number in hex, `fingerprint` the SHA-256 of its key. */
export type ProvenDevice = { readonly id: string; readonly key: KeyObject; readonly fingerprint: string }

/** Issues device certificates and knows its own again. It keeps no list: a device is known once it proved itself. */
export type Authority = {
  /**
   * @param publicKey a P-256 key (`isDeviceKey`)
   * @returns the certificate as PEM: a random number, and nothing about who asked
   */
  issue(publicKey: KeyObject): Promise<string>
  /** @returns null for anything but a device certificate of this authority that is valid now */
  read(pem: string): ProvenDevice | null
}

/** Reads the relay's key and certificate, or makes them at the first start. @throws RangeError where they are damaged */
export async function openAuthority(folder: string, clock: Clock): Promise<Authority> {
  const { key, certificate } = (await readAuthority(folder)) ?? (await makeAuthority(folder, clock))
  return {
    async issue(publicKey) {
      const x509 = await loadLibrary()
      const id = newSerial()
      const now = clock()
      const spki = publicKey.export({ type: 'spki', format: 'der' })
      const issued = await x509.X509CertificateGenerator.create({
        serialNumber: id,
        subject: `CN=Sobani device ${id}`,
        issuer: new x509.X509Certificate(certificate.raw).subjectName,
        notBefore: new Date(now),
        // A certificate that outlives the one that signed it would be good for nothing.
        notAfter: new Date(Math.min(now + deviceLifetime, Date.parse(certificate.validTo))),
        signingAlgorithm: algorithm,
        publicKey: spki,
        signingKey: await signingKey(key),
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.ExtendedKeyUsageExtension([clientAuth]),
          await x509.SubjectKeyIdentifierExtension.create(spki),
          await x509.AuthorityKeyIdentifierExtension.create(
            certificate.publicKey.export({ type: 'spki', format: 'der' }),
          ),
        ],
      })
      return issued.toString('pem')
    },
    read(pem) {
      const shown = parse(pem)
      if (shown === null || shown.ca || !isDeviceKey(shown.publicKey)) return null
      if (!shown.checkIssued(certificate) || !shown.verify(certificate.publicKey)) return null
      if (![certificate, shown].every((one) => isValidAt(one, clock()))) return null
      if (!shown.keyUsage.includes(clientAuth)) return null
      const key = shown.publicKey
      return { id: shown.serialNumber.toLowerCase(), key, fingerprint: fingerprintOf(key) }
    },
  }
}

/** P-256, as the agent makes them. */
export const isDeviceKey = (key: KeyObject): boolean =>
  key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1'

async function makeAuthority(folder: string, clock: Clock): Promise<AuthorityKeys> {
  const x509 = await loadLibrary()
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const now = clock()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: 'CN=Sobani relay',
    notBefore: new Date(now),
    notAfter: new Date(now + authorityYears * year),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  const key = x509.PemConverter.encode(
    await webcrypto.subtle.exportKey('pkcs8', keys.privateKey),
    x509.PemConverter.PrivateKeyTag,
  )
  return keepAuthority(folder, `${key}\n${certificate.toString('pem')}\n`)
}

/** Late: it takes a sixth of a second and 25 MB, and reading certificates does without. */
async function loadLibrary() {
  provideReflection()
  return import('@peculiar/x509')
}

const signingKey = (key: KeyObject) =>
  webcrypto.subtle.importKey('pkcs8', key.export({ type: 'pkcs8', format: 'der' }), algorithm, false, [
    'sign',
  ])

/** 16 random bytes, the first from 0x40 to 0x7f: then the number is positive and always 32 digits long. */
function newSerial(): string {
  const bytes = randomBytes(16)
  bytes.writeUInt8((bytes.readUInt8(0) & 0x3f) | 0x40, 0)
  return bytes.toString('hex')
}

function parse(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem)
  } catch {
    // Whatever it is, it is no certificate: the caller answers it with that name.
    return null
  }
}

const isValidAt = ({ validFrom, validTo }: X509Certificate, now: number): boolean =>
  Date.parse(validFrom) <= now && now < Date.parse(validTo)

const fingerprintOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
