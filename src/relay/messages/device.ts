import { verify } from 'node:crypto'
import { proofText } from '../../shared/device'
import { refuse } from '../../shared/errors'
import type { AgentToRelay, DeviceReply } from '../../shared/protocol'
import type { AgentLink } from '../rooms'
import type { Services } from '../services'

type Device = Extract<AgentToRelay, { type: 'device' }>

/**
 * The agent proves its device certificate, after the customer approved and once a session. Whatever comes of it, the
 * session goes on: the certificate says "the same PC as last time" and opens nothing.
 */
export async function proveDevice(
  services: Services,
  link: AgentLink,
  message: Device,
): Promise<DeviceReply> {
  const { audit, authority, devices, rooms } = services
  const room = rooms.ofAgent(link)
  if (room === undefined || room.progress === 'none') return refuse('message-late', 'type')
  const challenge = rooms.takeChallenge(room)
  if (challenge === null) return refuse('message-late', 'type')

  const device = authority.read(message.certificate)
  if (device === null) return refuse('certificate-refused', 'certificate')
  const proven = verify(
    'sha256',
    Buffer.from(proofText(room.session, challenge)),
    device.key,
    Buffer.from(message.signature, 'base64'),
  )
  if (!proven) return refuse('certificate-refused', 'signature')

  const { operator, session } = room
  const record = await devices.see(device, session)
  rooms.showDevice(room, record)
  // Revoked in this very moment: whoever did it found nobody to tell yet.
  if (record.state !== 'revoked' && (await devices.isRevoked(record.id)))
    rooms.showDevice(room, { ...record, state: 'revoked' })
  await audit.record({ event: 'device-seen', operator, session, device: record.id })
  return record.state === 'revoked' ? refuse('certificate-revoked') : { ok: true, device: record }
}
