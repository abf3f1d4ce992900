import { spawn } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { z } from 'zod'
import { assertNever } from '../../src/shared/errors'
import { Shaper } from './shaper'

// The line as a process of its own, so that nothing its starter does delays a packet. socat opens a TUN device at
// each end (Node cannot) and hands every packet over as one datagram on the loopback.

const options = z.strictObject({
  delayMs: z.number().min(0).optional(),
  mbit: z.number().positive().optional(),
  queueMs: z.number().positive().optional(),
  loss: z.number().min(0).max(1).optional(),
})
const wish = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('change'), up: options, down: options }),
  z.strictObject({ type: z.literal('cut'), cut: z.boolean() }),
  z.strictObject({ type: z.literal('counts') }),
])
const start = z.strictObject({ devices: z.tuple([z.string(), z.string()]), up: options, down: options })

/** A timer comes up to a millisecond late; half of that early is as often wrong. */
const GRAIN_MS = 0.5
const BUFFER_BYTES = 4_000_000

async function openEnd(device: string): Promise<{ socket: Socket; port: number }> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: BUFFER_BYTES, sendBufferSize: BUFFER_BYTES })
  // socat is bound to a port of its own, which the first packet tells: until then nothing can be sent to it.
  const own = createSocket('udp4').bind(0, '127.0.0.1')
  await once(own, 'listening')
  const { port } = own.address()
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  await new Promise<void>((closed) => own.close(() => closed()))
  const tun = `TUN,tun-name=${device},tun-type=tun,iff-no-pi`
  const far = `UDP4:127.0.0.1:${socket.address().port},bind=127.0.0.1:${port},rcvbuf=${BUFFER_BYTES},sndbuf=${BUFFER_BYTES}`
  const socat = spawn('setpriv', ['--pdeathsig', 'TERM', 'socat', '-b', '65536', tun, far], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  socat.once('error', (error) => {
    throw error
  })
  socat.once('exit', (status) => {
    if (!ending) throw new Error(`socat ended by itself with status ${status}`)
  })
  const gone = once(socat, 'exit')
  ends.push(() => {
    socat.kill('SIGTERM')
    return gone
  })
  return { socket, port }
}

function join(from: Socket, to: { readonly socket: Socket; readonly port: number }, shaper: Shaper): void {
  let timer: NodeJS.Timeout | undefined
  const send = () => {
    timer = undefined
    for (const packet of shaper.give(performance.now() + GRAIN_MS))
      to.socket.send(packet, to.port, '127.0.0.1')
    const next = shaper.next()
    if (next !== null) timer = setTimeout(send, Math.max(0, next - performance.now()))
  }
  from.on('message', (packet) => {
    shaper.take(packet, performance.now())
    if (timer === undefined) send()
  })
}

const ends: (() => Promise<unknown>)[] = []
let ending = false
const leave = () => {
  ending = true
  void Promise.all(ends.map((close) => close())).then(() => process.exit(0))
}
process.once('disconnect', leave)
process.once('SIGTERM', leave)
// Ctrl-C goes to the whole group; whoever started us decides when the line ends.
process.on('SIGINT', () => undefined)

const { devices, ...given } = start.parse(JSON.parse(process.argv[2] ?? ''))
const up = new Shaper(given.up)
const down = new Shaper(given.down)
const [near, far] = [await openEnd(devices[0]), await openEnd(devices[1])]
join(near.socket, far, up)
join(far.socket, near, down)
process.on('message', (message) => {
  const asked = wish.parse(message)
  switch (asked.type) {
    case 'change':
      up.change(asked.up)
      down.change(asked.down)
      break
    case 'cut':
      for (const shaper of [up, down]) shaper.cut(asked.cut)
      break
    case 'counts':
      break
    default:
      assertNever(asked)
  }
  process.send?.({ up: up.counts, down: down.counts })
})
process.send?.({ up: up.counts, down: down.counts })
