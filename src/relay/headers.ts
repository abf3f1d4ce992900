import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

const self = "'self'"
const none = "'none'"

/**
 * What the console's page may do: run our own files, talk to us, show what comes over the encrypted connection, and
 * nothing else. `connect-src 'self'` covers the WebSocket of the same origin (CSP 3; every browser since 2022).
 */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: [none],
    scriptSrc: [self],
    styleSrc: [self],
    imgSrc: [self, 'blob:'],
    mediaSrc: [self, 'blob:'],
    connectSrc: [self],
    fontSrc: [self],
    baseUri: [none],
    formAction: [self],
    frameAncestors: [none],
    requireTrustedTypesFor: ["'script'"],
  },
}

const denied = [
  'accelerometer',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
]
const permissionsPolicy = [...denied.map((name) => `${name}=()`), 'fullscreen=(self)'].join(', ')

/** On every answer, refusals too. Answers of the interface are never kept by a cache. */
export async function addHeaders(app: FastifyInstance, secure: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    xFrameOptions: { action: 'deny' },
  })
  app.addHook('onSend', async (request, reply) => {
    reply.header('permissions-policy', permissionsPolicy)
    // By the route, for one address can be written in many ways; what is no route by what was asked.
    const url = request.routeOptions.url ?? request.url
    if (url.startsWith('/api/') || url === '/healthz') reply.header('cache-control', 'no-store')
  })
}
