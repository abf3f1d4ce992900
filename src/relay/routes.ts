import type { FastifyInstance } from 'fastify'
import { version } from '../../package.json'
import { refuse } from '../shared/errors'
import { health } from '../shared/network'
import { parseValue } from '../shared/parse'
import { doneReply, meReply, operatorRecord, signInBody } from '../shared/protocol'
import { z } from '../shared/zod'
import type { Addresses } from './addresses'
import { cookieName, cookieOptions } from './cookie'
import { checkPassword } from './passwords'
import { sendRefusal } from './refusals'
import type { Services } from './services'

const everyone = { config: { public: true } } as const

/** Everything HTTP does besides the console's files. `onSignOut` puts out the pages of that sign-in. */
export function addRoutes(
  app: FastifyInstance,
  services: Services,
  addresses: Addresses,
  onSignOut: (tokenHash: string) => void,
): void {
  const { audit, config, limits, operators, signIns, store } = services

  app.get('/healthz', everyone, async () => {
    await store.query('select 1 as one', [], z.object({ one: z.number() }))
    return health.parse({ ok: true, version })
  })

  app.post('/api/sign-in', everyone, async (request, reply) => {
    const body = parseValue(signInBody, request.body)
    if (!body.ok) return sendRefusal(reply, body)
    const { user, password } = body.message
    const address = addresses.keyOf(request.raw)
    const both = `${address} ${user.toLowerCase()}`
    if (!limits.signInsPerAddress.take(address)) return sendRefusal(reply, refuse('too-many-attempts'))
    if (!limits.signInsPerUser.take(both)) return sendRefusal(reply, refuse('too-many-attempts'))

    const operator = await operators.byUser(user)
    if (!(await checkPassword(password, operator?.password ?? null)) || operator === null) {
      await audit.record({ event: 'sign-in-failed', operator: operator?.id ?? null })
      return sendRefusal(reply, refuse('sign-in-wrong'))
    }
    limits.signInsPerAddress.giveBack(address)
    limits.signInsPerUser.giveBack(both)
    if (request.signIn !== null) await signIns.close(request.signIn.tokenHash)
    const token = await signIns.open(operator.id)
    await audit.record({ event: 'sign-in', operator: operator.id })
    reply.setCookie(cookieName(config), token, cookieOptions(config))
    return meReply.parse({ ok: true, operator: { name: operator.name, company: operator.company } })
  })

  app.post('/api/sign-out', async (request, reply) => {
    const { signIn } = request
    if (signIn === null) return sendRefusal(reply, refuse('not-signed-in'))
    await signIns.close(signIn.tokenHash)
    onSignOut(signIn.tokenHash)
    await audit.record({ event: 'sign-out', operator: signIn.operator.id })
    const { maxAge: _, ...options } = cookieOptions(config)
    reply.clearCookie(cookieName(config), options)
    return doneReply.parse({ ok: true })
  })

  app.get('/api/me', async (request, reply) => {
    if (request.signIn === null) return sendRefusal(reply, refuse('not-signed-in'))
    const { name, company } = request.signIn.operator
    return meReply.parse({ ok: true, operator: operatorRecord.parse({ name, company }) })
  })
}
