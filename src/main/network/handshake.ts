import { NodeWebSocket, Socket } from 'engine.io-client'
import { ChromiumPolling } from '../relay-polling'

const transports = { websocket: NodeWebSocket, polling: ChromiumPolling } as const

/**
 * Opens one signalling connection over one transport, the same that a session would use, and closes it. Below the
 * namespaces nobody is asked who they are, and nobody is told.
 * @param relay origin
 * @returns whether the relay shook hands before the signal
 */
export function openSocket(
  transport: keyof typeof transports,
  relay: string,
  over: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new Socket(relay, {
      path: '/socket.io/',
      transports: [transports[transport]],
      upgrade: false,
    })
    const done = (opened: boolean) => {
      over.removeEventListener('abort', giveUp)
      socket.off('open').off('error').off('close')
      socket.close()
      resolve(opened)
    }
    const giveUp = () => done(false)
    socket.on('open', () => done(true))
    socket.on('error', giveUp)
    socket.on('close', giveUp)
    over.addEventListener('abort', giveUp)
  })
}
