import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import type { Namespace } from '../../scripts/network/namespace'
import { ROOT } from '../../scripts/root'

/** On this machine: answers every UDP packet with itself, and gives so many bytes to whoever connects by TCP. */
export async function startEnd(address: string, port: number, bytes = 0) {
  const udp = createSocket('udp4')
  const seen = new Set<string>()
  udp.on('message', (packet, from) => {
    seen.add(`${from.address}:${from.port}`)
    udp.send(packet, from.port, from.address)
  })
  udp.bind(port, address)
  await once(udp, 'listening')
  const sockets = new Set<Socket>()
  const tcp = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.end(Buffer.alloc(bytes, 1))
  })
  tcp.listen(port, address)
  await once(tcp, 'listening')
  return {
    /** Who asked, as this end sees it. */
    seen,
    stop() {
      udp.close()
      tcp.close()
      // Whoever is gone with its namespace never says goodbye.
      for (const socket of sockets) socket.destroy()
    },
  }
}

const program = join(ROOT, 'test/network/measure-program.ts')
const run = (inside: Namespace, ...words: string[]) =>
  inside.run(process.execPath, '--import', 'tsx', program, ...words)

const echoed = z.object({ sent: z.number(), times: z.array(z.number()) })
const fetched = z.object({ bytes: z.number(), seconds: z.number() })

/** @returns how many of the packets came back, and the median time there and back (NaN if none did) */
export async function echo(inside: Namespace, host: string, port: number, count = 40) {
  const { sent, times } = echoed.parse(
    JSON.parse(await run(inside, 'echo', host, String(port), String(count))),
  )
  times.sort((one, other) => one - other)
  return { sent, back: times.length, median: times[Math.floor(times.length / 2)] ?? Number.NaN }
}

/** @returns what TCP brought until its end; 0 bytes where nothing answered within 3 s */
export async function fetchFrom(inside: Namespace, host: string, port: number) {
  const { bytes, seconds } = fetched.parse(JSON.parse(await run(inside, 'fetch', host, String(port))))
  return { bytes, mbit: (bytes * 8) / seconds / 1e6 }
}
