import { sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** The built console. Names under assets/ carry a hash of what is in them, so those files never change. */
export async function addConsoleFiles(app: FastifyInstance, root: string): Promise<void> {
  await app.register(async (files) => {
    files.addHook('onRoute', (route) => {
      route.config = { ...route.config, public: true }
    })
    await files.register(fastifyStatic, {
      root,
      cacheControl: false,
      decorateReply: false,
      dotfiles: 'ignore',
      setHeaders: (response, path) => {
        const hashed = path.includes(`${sep}assets${sep}`)
        response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  })
}
