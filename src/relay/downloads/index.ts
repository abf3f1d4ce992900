import type { FastifyInstance } from 'fastify'
import type { Addresses } from '../addresses'
import type { Services } from '../services'
import { addFileRoutes } from './files'
import { addPages } from './pages'
import { createShelf } from './shelf'

/** The download page with all it links to, for everyone: no sign-in, no cookie, no script. */
export function addDownloads(app: FastifyInstance, services: Services, addresses: Addresses): void {
  const shelf = createShelf(services.config.downloads, services.log)
  addPages(app, services, shelf)
  addFileRoutes(app, shelf, addresses)
}
