import { createSocket } from 'node:dgram'
import { connect } from 'node:net'

// Runs inside a namespace, and tells its parent what it saw as one line of JSON.
// `echo HOST PORT COUNT`: the times of UDP packets there and back; `fetch HOST PORT`: how much TCP brings how fast.

const [what = '', host = '', port = '', count = '0'] = process.argv.slice(2)
const tell = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`)
const AFTER_LAST_MS = 1000

function echo(): void {
  const socket = createSocket('udp4')
  const times: number[] = []
  let sent = 0
  socket.on('message', (packet) => times.push(performance.now() - packet.readDoubleBE()))
  const timer = setInterval(() => {
    const packet = Buffer.alloc(64)
    packet.writeDoubleBE(performance.now())
    // A packet that has no way is one that does not come back.
    socket.send(packet, Number(port), host, () => undefined)
    sent += 1
    if (sent < Number(count)) return
    clearInterval(timer)
    setTimeout(() => {
      socket.close()
      tell({ sent, times })
    }, AFTER_LAST_MS)
  }, 5)
}

function fetchAll(): void {
  const started = performance.now()
  let bytes = 0
  const socket = connect({ host, port: Number(port), timeout: 3000 })
  const end = () => {
    socket.destroy()
    tell({ bytes, seconds: (performance.now() - started) / 1000 })
  }
  socket.on('data', (chunk) => {
    bytes += chunk.length
  })
  socket.once('end', end)
  socket.once('error', end)
  socket.once('timeout', end)
}

if (what === 'echo') echo()
else fetchAll()
