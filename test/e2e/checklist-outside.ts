import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const files: Readonly<Record<string, readonly [type: string, body: string]>> = {
  '/script.js': ['text/javascript', 'window.came = { through: true }'],
  '/worker.js': ['text/javascript', ''],
  '/style.css': ['text/css', 'body { color: red }'],
  '/page.html': ['text/html', '<!doctype html><title>elsewhere</title>'],
  '/picture.svg': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'],
}

/** Somebody else's server on this machine, where everything can be had; it notes who asks for what. */
export async function startOutside() {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? ''
    asked.push(path)
    const [type, body] = files[path] ?? ['text/plain', 'elsewhere']
    response.writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*' }).end(body)
  })
  server.on('connection', () => asked.push('connection'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => new Promise<void>((done) => server.close(() => done()).closeAllConnections()),
  }
}
