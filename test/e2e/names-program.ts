import { createSocket } from 'node:dgram'

// The name server of one namespace: it knows no name, says so at once, and tells every name that it is asked for, one a
// line after "ready".

/** A question is the header, the name label by label, and four bytes of type and class. */
const HEADER = 12

const server = createSocket('udp4')
server.on('message', (query, { port, address }) => {
  const labels: string[] = []
  let at = HEADER
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  process.stdout.write(`${labels.join('.').toLowerCase()}\n`)
  const answer = Buffer.from(query.subarray(0, at + 5))
  // An answer, without an error and without any address; what came after the question is left out.
  answer.writeUInt16BE(0x8180, 2)
  answer.fill(0, 6, HEADER)
  server.send(answer, port, address)
})
server.bind(53, '127.0.0.1', () => process.stdout.write('ready\n'))
