import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

/** One request to the letter, and all that comes back. @param address of the relay, such as "http://127.0.0.1:8470" */
export async function raw(address: string, request: string): Promise<string> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(request)
  const said = await text(socket).catch(() => '')
  socket.destroy()
  return said
}
