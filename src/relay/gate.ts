import type { FastifyInstance } from 'fastify'
import { refuse } from '../shared/errors'
import { tokenIn } from './cookie'
import type { Origins } from './origins'
import { sendRefusal } from './refusals'
import type { Services } from './services'
import type { SignIn } from './sign-ins'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Said aloud by the few routes that anyone may call; every other asks for a sign-in, also one added tomorrow. */
    readonly public?: boolean
    /** For agents: called by programs only, so by no web page, not even our own. */
    readonly programs?: boolean
  }
  interface FastifyRequest {
    signIn: SignIn | null
  }
}

/**
 * Deny by default: what is no route does not exist, what changes something comes from our own page or, where the
 * route says so, from a program; the rest signs in.
 */
export function addGate(app: FastifyInstance, services: Services, origins: Origins): void {
  const { config, signIns } = services
  app.decorateRequest('signIn', null)

  app.addHook('onRequest', async (request, reply) => {
    const reads = request.method === 'GET' || request.method === 'HEAD'
    const isWelcome = request.routeOptions.config.programs === true ? origins.isProgram : origins.isOwn
    if (!reads && !isWelcome(request.headers)) return sendRefusal(reply, refuse('sender-unknown', 'origin'))
  })

  // After the ceiling of requests, which is counted before anything is looked up.
  app.addHook('preParsing', async (request, reply, payload) => {
    if (request.is404) return payload
    const token = tokenIn(request.headers.cookie, config)
    request.signIn = token === null ? null : await signIns.find(token)
    if (request.routeOptions.config.public === true || request.signIn !== null) return payload
    return sendRefusal(reply, refuse('not-signed-in'))
  })
}
