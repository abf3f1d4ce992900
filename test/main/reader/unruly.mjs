// A reader process that does, item by item, what no reader should.
import { spawn } from 'node:child_process'

const before = []

process.on('message', ({ id, read, item, areas }) => {
  const answer = (value) => process.send({ id, read, value, ms: 1 })
  if (read === 'pc-check') {
    if (areas[0] === 'disk') process.exit(1)
    const area = { id: areas[0], state: 'good', finding: 'firewall-on', details: [] }
    return process.send({ id, read, areas: [area], ms: 1 })
  }
  if (read === 'machine') return process.send({ id, read, value: { platform: 'linux', more: 1 }, ms: 1 })
  before.push(item)
  switch (item) {
    case 'os':
      return answer(`fine ${process.pid}`)
    case 'machine-name':
      for (;;);
    case 'mac-address':
      return process.exit(1)
    case 'volume-serial':
      process.send('nonsense')
      process.send({ id: 'x' })
      return process.send({ id, read: 'item', value: 'secret', ms: 1, more: true })
    case 'free-space':
      return answer('x'.repeat(401))
    case 'browser':
      return process.send({ id, read: 'machine', value: null, ms: 1 })
    case 'mail': {
      const child = spawn('/bin/sleep', ['60'], { stdio: 'ignore', detached: true })
      return process.send({ note: 'started', pid: child.pid })
    }
    case 'cpu':
      return setTimeout(() => answer('slow'), 100)
    case 'memory':
      return answer(before.join())
  }
})
