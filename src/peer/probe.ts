/** Longest wait for one server's answer. */
const LIMIT_MS = 4000
/** From here on an error number is Chromium's own: no server was reached. Below it a server said it (RFC 8489, 8656). */
const OWN_ERRORS = 700
/** A server gives nothing to an account that does not exist, but it has to answer to say so. */
const NOBODY = { username: 'probe', credential: 'probe' }

export type Probed = { readonly url: string; readonly reached: boolean }

/**
 * Tries to reach each STUN or TURN server, all at once, with connections that lead nowhere and carry no media.
 * @param urls as in an ICE server: "stun:host:port", "turn:host:port?transport=tcp", "turns:host"
 * @returns one answer for each, in order; never rejects, and never later than the time limit
 */
export const probeServers = (urls: readonly string[]): Promise<Probed[]> =>
  Promise.all(urls.map(async (url) => ({ url, reached: await reaches(url) })))

async function reaches(url: string): Promise<boolean> {
  const server = openConnection(url)
  if (server === null) return false
  try {
    return await answered(server, url.startsWith('stun'))
  } catch (error) {
    console.error('a server could not be tried', error)
    return false
  } finally {
    server.close()
  }
}

/** Null where the address is not one that WebRTC takes. */
function openConnection(url: string): RTCPeerConnection | null {
  const account = url.startsWith('stun') ? {} : NOBODY
  try {
    // Only a relayed candidate asks a TURN server; a STUN server is asked only beside those of this machine.
    return new RTCPeerConnection({
      iceServers: [{ urls: url, ...account }],
      iceTransportPolicy: url.startsWith('stun') ? 'all' : 'relay',
    })
  } catch (error) {
    console.error('not the address of a server', error)
    return null
  }
}

function answered(connection: RTCPeerConnection, stun: boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), LIMIT_MS)
    const done = (reached: boolean) => {
      clearTimeout(timer)
      resolve(reached)
    }
    let tried = false
    let failed = false
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.type === 'srflx' || candidate?.type === 'relay') done(true)
      else if (candidate?.type === 'host') tried = true
    })
    connection.addEventListener('icecandidateerror', ({ errorCode }) => {
      if (errorCode < OWN_ERRORS) done(true)
      else failed = true
    })
    connection.addEventListener('icegatheringstatechange', () => {
      // Where a STUN server sees the very address that this machine has, no candidate tells it: all was answered then.
      if (connection.iceGatheringState === 'complete') done(stun && tried && !failed)
    })
    connection.createDataChannel('probe')
    connection.setLocalDescription().catch((error: unknown) => {
      clearTimeout(timer)
      reject(error)
    })
  })
}
