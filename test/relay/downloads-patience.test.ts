import { truncate } from 'node:fs/promises'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAddresses } from '../../src/relay/addresses'
import { addFileRoutes } from '../../src/relay/downloads/files'
import { type Patience, usualPatience } from '../../src/relay/downloads/patience'
import { createShelf } from '../../src/relay/downloads/shelf'
import { type DownloadFolder, downloadFolder, everything, fileOf } from './download-folder'
import { waitFor } from './stage'

let folder: DownloadFolder
let app: FastifyInstance
let sockets: Socket[]
const [made] = everything.current
const size = 64_000_000

beforeEach(async () => {
  folder = await downloadFolder()
  sockets = []
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await app.close()
  await folder.close()
})

/** The route alone, with a file that no socket swallows at once, and less patience than usual. */
async function serve(patience: Partial<Patience>): Promise<string> {
  if (made === undefined) throw new Error('nothing to serve')
  const file = fileOf('current', '1.2.3', made)
  const list = await folder.fill('current', '1.2.3', [made])
  await truncate(join(folder.path, 'current', file), size)
  const artefacts = list.artefacts.map((one) => ({ ...one, size }))
  await folder.put('current', 'artefacts.json', JSON.stringify({ ...list, artefacts }))
  app = Fastify({ forceCloseConnections: true })
  addFileRoutes(app, createShelf(folder.path, app.log), createAddresses(false), {
    ...usualPatience,
    ...patience,
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  return `/downloads/current/${file}`
}

/** Asks, and reads no more than the first bytes. */
async function dawdle(path: string): Promise<{ status: string; isOver(): boolean }> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  sockets.push(socket)
  let over = false
  socket
    .on('error', () => undefined)
    .once('close', () => {
      over = true
    })
  socket.write(`GET ${path} HTTP/1.1\r\nhost: relay\r\n\r\n`)
  const head = await new Promise<Buffer>((begun) => socket.once('data', begun))
  socket.pause()
  return { status: head.toString('latin1').slice(9, 12), isOver: () => over }
}

const openNow = () =>
  new Promise<number>((resolve, reject) =>
    app.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  )
const waitForConnections = async (count: number) => {
  let now = -1
  await waitFor(
    () => {
      void openNow().then((open) => {
        now = open
      })
      return now === count
    },
    `${count} connections`,
    20_000,
  )
}

test('who takes nothing for a while is cut off', async () => {
  const path = await serve({ idle: 300 })
  expect((await dawdle(path)).status).toBe('200')
  await waitForConnections(0)
})

test('who takes far too long is cut off, however little it was each time', async () => {
  const path = await serve({ grace: 300, slowest: 1e12 })
  expect((await dawdle(path)).status).toBe('200')
  await waitForConnections(0)
})

test('one address has only so many downloads at once, and gets its places back', async () => {
  const path = await serve({ perAddress: 2 })
  expect([(await dawdle(path)).status, (await dawdle(path)).status, (await dawdle(path)).status]).toEqual([
    '200',
    '200',
    '429',
  ])
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const refused = await fetch(address + path)
  expect([refused.status, await refused.json()]).toEqual([429, { ok: false, error: 'too-many-requests' }])
  expect(refused.headers.get('retry-after')).toBe('60')
  expect(refused.headers.get('cache-control')).toBe('no-store')
  for (const name of ['content-disposition', 'content-range', 'etag', 'last-modified'])
    expect([name, refused.headers.get(name)]).toEqual([name, null])
  for (const socket of sockets) socket.destroy()
  const part = async () => {
    const answer = await fetch(address + path, { headers: { range: 'bytes=0-9' } })
    await answer.arrayBuffer()
    return answer.status
  }
  const until = Date.now() + 20_000
  let status = await part()
  while (status !== 206 && Date.now() < until) status = await part()
  expect(status).toBe(206)
})

test('all addresses together have only so many', async () => {
  const path = await serve({ inAll: 1 })
  expect([(await dawdle(path)).status, (await dawdle(path)).status]).toEqual(['200', '429'])
})
