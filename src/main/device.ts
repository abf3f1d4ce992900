import { createPrivateKey, generateKeyPair, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import { certificateId, certificatePem, proofText } from '../shared/device'
import { type Refusal, refuse } from '../shared/errors'
import { certificateReply } from '../shared/protocol'
import { z } from '../shared/zod'
import { log } from './log'
import type { RelayHttp } from './relay-http'
import type { Store } from './store'
import type { Vault } from './vault'

/** What is kept on this PC; the key is PKCS#8 in base64, sealed, and the sealed bytes in base64 again. */
const keptDevice = z.strictObject({
  v: z.literal(1),
  /** The relay that issued it: to another one it says nothing. */
  relay: z.string().max(2000),
  certificate: certificatePem,
  key: z.string().max(4000),
})

type Kept = { readonly id: string; readonly certificate: string; readonly key: KeyObject }

/** The device certificate of this PC. Nothing is made, asked for or kept before it is asked for here. */
export type Device = {
  /**
   * The certificate's id: the one there is, while it is good for this relay, otherwise a new one.
   * @param isWanted false as soon as the customer thought better of it: then none is asked for, and none kept
   */
  certificate(isWanted: () => boolean): Promise<{ readonly ok: true; readonly id: string } | Refusal>
  /** What proves it in one session; null where there is none that can be used. Makes none. */
  prove(
    session: string,
    challenge: string,
  ): Promise<{ readonly certificate: string; readonly signature: string } | null>
  /** The relay does not know its own certificate any more: the next to be asked for is a new one. */
  discard(): Promise<void>
}

type Parts = {
  readonly store: Pick<Store, 'readText' | 'keepText' | 'forget'>
  readonly http: RelayHttp
  readonly vault: Vault
  /** Milliseconds since 1970. */
  readonly clock?: () => number
}

const makeKeys = promisify(generateKeyPair)

export function createDevice({ store, http, vault, clock = Date.now }: Parts): Device {
  /** Null for whatever cannot be used: damaged, run out, of another relay, or sealed for another user. */
  const read = async (): Promise<Kept | null> => {
    const text = await store.readText('certificate')
    if (text === null || !(await vault.available())) return null
    try {
      const kept = keptDevice.parse(JSON.parse(text))
      const certificate = new X509Certificate(kept.certificate)
      if (kept.relay !== http.url || Date.parse(certificate.validTo) <= clock()) return null
      const secret = Buffer.from(await vault.open(Buffer.from(kept.key, 'base64')), 'base64')
      const key = createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' })
      if (!certificate.checkPrivateKey(key)) return null
      return { id: idOf(certificate), certificate: kept.certificate, key }
    } catch (error) {
      // Only the kind of it: what could not be parsed is a certificate.
      log(
        'device',
        'the kept certificate cannot be used',
        new Error(error instanceof Error ? error.name : ''),
      )
      return null
    }
  }

  /** Whether whoever asked last still wants one. */
  let isWanted = () => true

  const make = async (relay: string): Promise<{ readonly ok: true; readonly id: string } | Refusal> => {
    if (!isWanted()) return refuse('message-late')
    const { publicKey, privateKey } = await makeKeys('ec', { namedCurve: 'P-256' })
    const spki = publicKey.export({ type: 'spki', format: 'der' })
    const reply = await http.post(
      '/api/certificates',
      { publicKey: spki.toString('base64') },
      certificateReply,
    )
    if (!reply.ok) return reply
    const id = idFor(publicKey, reply.certificate)
    if (id === null) return refuse('certificate-refused')
    const secret = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
    const key = (await vault.seal(secret)).toString('base64')
    if (!isWanted()) return refuse('message-late')
    const kept: z.infer<typeof keptDevice> = { v: 1, relay, certificate: reply.certificate, key }
    await store.keepText('certificate', JSON.stringify(kept))
    return { ok: true, id }
  }

  const obtain = async (): Promise<{ readonly ok: true; readonly id: string } | Refusal> => {
    if (http.url === null) return refuse(http.why)
    if (!(await vault.available())) return refuse('key-store-missing')
    const kept = await read()
    if (kept !== null) return { ok: true, id: kept.id }
    try {
      return await make(http.url)
    } catch (error) {
      log('device', 'no certificate could be made', error)
      return refuse('internal')
    }
  }

  let obtaining: ReturnType<typeof obtain> | null = null
  return {
    // Two that ask at once (an impatient click) get one certificate.
    certificate(stillWanted) {
      isWanted = stillWanted
      obtaining ??= obtain().finally(() => {
        obtaining = null
      })
      return obtaining
    },
    async prove(session, challenge) {
      const kept = await read()
      if (kept === null) return null
      const signature = sign('sha256', Buffer.from(proofText(session, challenge)), kept.key)
      return { certificate: kept.certificate, signature: signature.toString('base64') }
    },
    discard: () => store.forget('certificate'),
  }
}

const idOf = (certificate: X509Certificate): string =>
  certificateId.parse(certificate.serialNumber.toLowerCase())

/** Null for anything but a certificate of exactly this key. */
function idFor(publicKey: KeyObject, pem: string): string | null {
  try {
    const certificate = new X509Certificate(pem)
    return certificate.publicKey.equals(publicKey) ? idOf(certificate) : null
  } catch (error) {
    log('device', 'what the relay issued is no certificate', error)
    return null
  }
}
