import { createHost } from '../machine/host-now'
import type { Readers } from '../machine/readers'
import { answerTo } from './answer'
import { type ReaderAnswer, type ReaderNote, readerRequest } from './protocol'

/** The reader process: answers what main asks, and keeps nothing. */
const port = channel()
const host = createHost((pid) => {
  port.post({ note: 'started', pid })
  return () => port.post({ note: 'ended', pid })
})
const readers = loadReaders()

port.listen((raw) => {
  const request = readerRequest.parse(raw)
  readers.then((loaded) => answerTo(request, loaded, host)).then(port.post, giveUp)
})

/** Main asks again, or says that it could not be read. */
function giveUp(): void {
  process.exit(1)
}

async function loadReaders(): Promise<Readers> {
  if (process.platform === 'win32') return (await import('../machine/windows')).windows
  if (process.platform === 'darwin') return (await import('../machine/macos')).macos
  return (await import('../machine/linux')).linux
}

type Channel = {
  post(message: ReaderAnswer | ReaderNote): void
  listen(listener: (message: unknown) => void): void
}

/** Electron's line to main; started by Node itself (to measure the readers alone) it is Node's own. */
function channel(): Channel {
  const { parentPort } = process
  if (parentPort)
    return {
      post: (message) => parentPort.postMessage(message),
      listen: (listener) => parentPort.on('message', (event) => listener(event.data)),
    }
  process.once('disconnect', () => process.exit())
  return {
    post: (message) => process.send?.(message),
    listen: (listener) => process.on('message', listener),
  }
}
