import { createPublicKey, type KeyObject } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../shared/errors'
import { parseValue } from '../shared/parse'
import {
  certificateBody,
  certificateReply,
  networkReply,
  profileReply,
  recordReply,
} from '../shared/protocol'
import { recordAnchor } from '../shared/records'
import { z } from '../shared/zod'
import type { Addresses } from './addresses'
import { isDeviceKey } from './authority'
import { sendRefusal } from './refusals'
import type { Services } from './services'

const everyone = { config: { public: true } } as const
const agents = { config: { public: true, programs: true }, bodyLimit: 1024 } as const

const profileParams = z.object({ id: z.string() })
const recordParams = z.object({ hash: recordAnchor.shape.hash })

/** What an agent asks outside a session. None of it takes anything of a customer. */
export function addAgentRoutes(app: FastifyInstance, services: Services, addresses: Addresses): void {
  const { audit, authority, clock, config, limits, profiles, records } = services

  app.get('/api/profiles/:id', everyone, async (request, reply) => {
    const { id } = profileParams.parse(request.params)
    const profile = profiles.find(id === 'default' ? config.profile : id)
    if (profile === null) return sendRefusal(reply, refuse('profile-unknown'))
    return profileReply.parse({ ok: true, now: new Date(clock()).toISOString(), profile })
  })

  app.get('/api/network', everyone, async () => networkReply.parse({ ok: true, urls: [...config.turn.urls] }))

  app.post('/api/certificates', agents, async (request, reply) => {
    const body = parseValue(certificateBody, request.body)
    if (!body.ok) return sendRefusal(reply, body)
    const key = readKey(body.message.publicKey)
    if (key === null) return sendRefusal(reply, refuse('message-malformed', 'publicKey'))
    const address = addresses.keyOf(request.raw)
    if (!limits.certificatesPerAddress.take(address)) return sendRefusal(reply, refuse('too-many-requests'))
    if (!limits.certificatesInAll.take('all')) {
      limits.certificatesPerAddress.giveBack(address)
      return sendRefusal(reply, refuse('too-many-requests'))
    }
    const certificate = await authority.issue(key)
    await audit.record({ event: 'certificate-issued', operator: null })
    return certificateReply.parse({ ok: true, certificate })
  })

  app.get('/api/records/:hash', everyone, async (request, reply) => {
    const params = parseValue(recordParams, request.params)
    if (!params.ok) return sendRefusal(reply, params)
    const record = await records.find(params.message.hash)
    if (record === null) return sendRefusal(reply, refuse('record-unknown'))
    return recordReply.parse({ ok: true, kind: record.kind, toldAt: record.toldAt.toISOString() })
  })
}

/** @returns null for anything but a P-256 key */
function readKey(spki: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' })
    return isDeviceKey(key) ? key : null
  } catch {
    // Not a key at all: refused as any other text that is not one.
    return null
  }
}
