import { createHash, createHmac, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect } from 'node:tls'

/** Of STUN and TURN (RFC 8489, RFC 8656), as much as one Allocate takes. */
const COOKIE = 0x2112a442
const ALLOCATE = 0x0003
const ALLOCATED = 0x0103
const attributes = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
} as const
const UDP = Buffer.from([17, 0, 0, 0])

/** A server on a busy machine takes its time. */
const PATIENCE_MS = 60_000

type Server = { readonly address: string; readonly port: number }
type Account = { readonly username?: string; readonly credential?: string }

/** A way to the server: one for both questions, because a nonce is good for who asked for it. */
type Line = { ask(message: Buffer): Promise<Buffer>; close(): void }

/**
 * Asks a TURN server for an address to relay by, over UDP.
 * @returns 'allocated', or the number of the error that it answers with
 */
export const allocate = (server: Server, account: Account): Promise<'allocated' | number> =>
  allocateBy(udpLine(server), account)

/** The same over TLS, to the server that answers to `name` there. @param ca PEM that its certificate is checked with */
export const allocateOverTls = async (
  server: Server & { readonly name: string; readonly ca: string },
  account: Account,
): Promise<'allocated' | number> => allocateBy(await tlsLine(server), account)

async function allocateBy(line: Line, account: Account): Promise<'allocated' | number> {
  const { username = '', credential = '' } = account
  const ask = async (message: Buffer) => answerIn(await line.ask(message))
  try {
    // The first is always refused: realm and nonce come with the refusal.
    const refused = await ask(request([[attributes.transport, UDP]]))
    const realm = refused.values.get(attributes.realm) ?? Buffer.alloc(0)
    const nonce = refused.values.get(attributes.nonce) ?? Buffer.alloc(0)
    const key = createHash('md5').update(`${username}:${realm}:${credential}`).digest()
    const list = [
      [attributes.transport, UDP],
      [attributes.username, Buffer.from(username)],
      [attributes.realm, realm],
      [attributes.nonce, nonce],
    ] as const
    const answer = await ask(request(list, key))
    if (answer.type === ALLOCATED) return 'allocated'
    const error = answer.values.get(attributes.error)
    return (error?.[2] ?? 0) * 100 + (error?.[3] ?? 0)
  } finally {
    line.close()
  }
}

const padded = (value: Buffer) => Buffer.concat([value, Buffer.alloc((4 - (value.length % 4)) % 4)])
const attribute = (type: number, value: Buffer) => {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(value.length, 2)
  return Buffer.concat([head, padded(value)])
}

function request(list: ReadonlyArray<readonly [number, Buffer]>, key?: Buffer): Buffer {
  const body = Buffer.concat(list.map(([type, value]) => attribute(type, value)))
  const head = Buffer.alloc(20)
  head.writeUInt16BE(ALLOCATE, 0)
  // The length counts the integrity as well, which covers all before it.
  head.writeUInt16BE(body.length + (key === undefined ? 0 : 24), 2)
  head.writeUInt32BE(COOKIE, 4)
  randomBytes(12).copy(head, 8)
  const message = Buffer.concat([head, body])
  if (key === undefined) return message
  const integrity = createHmac('sha1', key).update(message).digest()
  return Buffer.concat([message, attribute(attributes.integrity, integrity)])
}

function udpLine({ address, port }: Server): Line {
  const socket = createSocket('udp4')
  return {
    async ask(message) {
      const send = () => socket.send(message, port, address)
      const again = setInterval(send, 500)
      try {
        send()
        const [answer] = (await once(socket, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) })) as [
          Buffer,
        ]
        return answer
      } finally {
        clearInterval(again)
      }
    },
    close: () => socket.close(),
  }
}

async function tlsLine({
  address,
  port,
  name,
  ca,
}: Server & { readonly name: string; readonly ca: string }): Promise<Line> {
  const socket = connect({ host: address, port, servername: name, ca })
  // What breaks later is said by the question that waits for its answer.
  socket.on('error', () => undefined)
  await once(socket, 'secureConnect', { signal: AbortSignal.timeout(PATIENCE_MS) })
  return {
    async ask(message) {
      socket.write(message)
      const [answer] = (await once(socket, 'data', { signal: AbortSignal.timeout(PATIENCE_MS) })) as [Buffer]
      return answer
    },
    close: () => socket.destroy(),
  }
}

function answerIn(answer: Buffer) {
  const values = new Map<number, Buffer>()
  for (let at = 20; at + 4 <= answer.length; ) {
    const length = answer.readUInt16BE(at + 2)
    values.set(answer.readUInt16BE(at), answer.subarray(at + 4, at + 4 + length))
    at += 4 + Math.ceil(length / 4) * 4
  }
  return { type: answer.readUInt16BE(0), values }
}
