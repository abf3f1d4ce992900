import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto'
import { proofText } from '../../src/shared/device'

/** A PC with a device certificate of this relay, as an agent would have made it. */
export type Device = {
  readonly id: string
  readonly certificate: string
  /** The message that proves it in one session. */
  prove(session: string, challenge: string): Record<string, unknown>
}

export const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
export type Keys = ReturnType<typeof newKeys>

export const spkiOf = (keys: Pick<Keys, 'publicKey'>): string =>
  keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

export const askForCertificate = (address: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${address}/api/certificates`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

export async function newDevice(address: string, keys = newKeys()): Promise<Device> {
  const response = await askForCertificate(address, { publicKey: spkiOf(keys) })
  const reply = (await response.json()) as { certificate: string }
  return deviceOf(reply.certificate, keys)
}

export const deviceOf = (certificate: string, keys: Keys): Device => ({
  id: new X509Certificate(certificate).serialNumber.toLowerCase(),
  certificate,
  prove: (session, challenge) => ({
    type: 'device',
    certificate,
    signature: sign('sha256', Buffer.from(proofText(session, challenge)), keys.privateKey).toString('base64'),
  }),
})
