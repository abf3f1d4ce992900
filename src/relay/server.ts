import type { AddressInfo } from 'node:net'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import Fastify, { LogController, type RouteOptions } from 'fastify'
import { refuse } from '../shared/errors'
import { createAddresses } from './addresses'
import { addAgentRoutes } from './agent-routes'
import { openAuthority } from './authority'
import { bareHeaders } from './bare-headers'
import { type Clock, day, minute, second } from './clock'
import type { Config } from './config'
import { addConsoleFiles } from './console-files'
import { addDownloads } from './downloads'
import { addGate } from './gate'
import { addHeaders } from './headers'
import { openIdentity } from './identity'
import { createListener } from './listener'
import { describeError, logOptions } from './log'
import { createOrigins } from './origins'
import { refusalOf, sendRefusal } from './refusals'
import { restoreSessions } from './restore'
import { addRoutes } from './routes'
import { createServices, type Services } from './services'
import { heartbeat } from './sessions'
import { attachSockets } from './sockets'
import type { Store } from './store'

export type Route = { readonly method: string; readonly url: string; readonly public: boolean }

export type Relay = {
  readonly services: Services
  readonly routes: readonly Route[]
  /**
   * Takes over what an earlier run left, and opens the door.
   * @returns the address, e.g. "http://127.0.0.1:8470". @throws where the port is taken
   */
  listen(): Promise<string>
  /** Ends an operator's pages and sessions, after the account was disabled. */
  putOut(operatorId: string): void
  /** What time brings about: codes run out, sign-ins end, old rows go, profiles are read anew. Runs by itself; tests call it. */
  sweep(): Promise<void>
  /** Looks at once whether certificate and key are others now; every minute it does so by itself. Nobody is cut off. */
  renewCertificate(): void
  /** Closes all but the store; joined sessions wait for the next run. Idempotent. */
  close(): Promise<void>
}

type Parts = {
  readonly config: Config
  readonly store: Store
  readonly clock?: Clock
  readonly logTo?: { write(line: string): void }
}

export async function createRelay({ config, store, clock = Date.now, logTo }: Parts): Promise<Relay> {
  const addresses = createAddresses(config.trustProxy)
  const listener = createListener(config, addresses)
  const app = Fastify({
    logger: logOptions(logTo),
    // The usual request log has the caller's address and the whole URL in it.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 4096,
    serverFactory: listener.serverFactory,
    clientErrorHandler: listener.clientErrorHandler,
    forceCloseConnections: true,
    return503OnClosing: false,
    // Before any hook: these would go out bare.
    frameworkErrors: (_error, _request, reply) =>
      sendRefusal(
        reply.headers(bareHeaders(config.publicUrl?.protocol === 'https:')),
        refuse('message-malformed'),
      ),
  })
  listener.lookAtCertificate(app.log)
  const identity = await openIdentity(config.data)
  if (identity.isReplaced)
    app.log.warn(
      { where: 'identity', identity: identity.fingerprint },
      'a new identity key was made: agents that know another key of this relay refuse it',
    )
  const authority = await openAuthority(config.data, clock)
  const services = createServices({ config, store, clock, log: app.log, authority, identity })
  await services.profiles.reload()
  if (services.profiles.find(config.profile) === null)
    throw new RangeError(
      `SOBANI_RELAY_PROFILE should be the id of a profile in ${config.profiles}, and no good one is called ${config.profile}.`,
    )
  const port = () => (app.server.address() as AddressInfo | null)?.port ?? config.port
  const origins = createOrigins(config, port)
  const sockets = attachSockets(app.server, services, { addresses, origins })

  const registered: RouteOptions[] = []
  app.addHook('onRoute', (route) => void registered.push(route))
  app.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode !== 429 && reply.statusCode !== 403) return
    const where = `${request.method} ${request.routeOptions.url}`
    app.log.warn({ where, from: addresses.keyOf(request.raw), status: reply.statusCode }, 'turned away')
  })
  app.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal !== null) return sendRefusal(reply, refusal)
    app.log.error(
      { where: `${request.method} ${request.routeOptions.url}`, ...describeError(error) },
      'request failed',
    )
    return sendRefusal(reply, refuse('internal'))
  })

  await addHeaders(app, config.publicUrl?.protocol === 'https:')
  await app.register(rateLimit, {
    max: 600,
    timeWindow: minute,
    keyGenerator: (request) => addresses.keyOf(request.raw),
  })
  await app.register(cookie)
  // Only JSON has a reader; any other body is refused before it is read.
  app.removeContentTypeParser('text/plain')
  addGate(app, services, origins)
  addRoutes(app, services, addresses, (tokenHash) => sockets.putOut((who) => who.tokenHash === tokenHash))
  addAgentRoutes(app, services, addresses)
  addDownloads(app, services, addresses)
  await addConsoleFiles(app, config.console)
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (_request, reply) =>
    sendRefusal(reply, refuse('message-unknown')),
  )

  const sweepStore = async () => {
    services.limits.prune()
    await sockets.sweepSignIns()
    await services.codes.prune()
    await services.signIns.prune()
    await services.sessions.prune()
    await services.devices.prune()
    const kept = clock() - config.keepDays * day
    await services.audit.prune(kept)
    await services.records.prune(kept)
    await services.profiles.reload()
    listener.renewCertificate(app.log)
  }
  const noteSessions = async () => {
    if (services.rooms.all().some(({ name }) => name === 'joined')) await services.sessions.seen()
  }
  const timers = [
    setInterval(sockets.sweepRooms, second),
    setInterval(() => services.background.run('sessions', noteSessions), heartbeat),
    setInterval(() => services.background.run('sweep', sweepStore), minute),
  ]

  return {
    services,
    // Read late: the hook of an inner scope marks its routes after this one has seen them.
    routes: registered.flatMap(({ method, url, config: route }) =>
      [method].flat().map((one) => ({ method: one, url, public: route?.public === true })),
    ),
    async listen() {
      await restoreSessions(services)
      sockets.sweepRooms()
      await app.listen({ host: config.host, port: config.port })
      const host = config.host.includes(':') ? `[${config.host}]` : config.host
      return `${listener.scheme}://${host}:${port()}`
    },
    renewCertificate: () => listener.renewCertificate(app.log),
    putOut: (operatorId) => sockets.putOut((who) => who.operator === operatorId),
    async sweep() {
      sockets.sweepRooms()
      await noteSessions()
      await sweepStore()
    },
    async close() {
      for (const timer of timers) clearInterval(timer)
      await sockets.close()
      await app.close()
      await services.background.settled()
    },
  }
}
