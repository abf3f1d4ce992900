import { net } from 'electron'
import { relaySession } from '../relay-session'
import type { Asked, ProbeParts } from './probe'

/** More than our relay ever says here. */
const MOST_BYTES = 4096

/** The ways over Chromium's network: the system's proxy, PAC file and certificates apply. */
export const chromiumParts = (): Pick<ProbeParts, 'prepare' | 'ask' | 'resolveProxy'> => ({
  // A session that was just made knows no proxy for a moment, and whoever checks again may have changed it meanwhile.
  prepare: () =>
    Promise.all([relaySession().forceReloadProxyConfig(), relaySession('plain').forceReloadProxyConfig()]),
  ask,
  resolveProxy: (url) => relaySession().resolveProxy(url),
})

function ask(url: string, over: AbortSignal): Promise<Asked> {
  return new Promise((resolve) => {
    const request = net.request({
      url,
      session: relaySession(url.startsWith('https:') ? 'relay' : 'plain'),
      redirect: 'manual',
      useSessionCookies: false,
      cache: 'no-store',
    })
    let asksProxy = false
    const done = (answer: Asked['answer']) => {
      over.removeEventListener('abort', giveUp)
      resolve({ answer, asksProxy })
      request.abort()
    }
    const giveUp = () => done(null)
    over.addEventListener('abort', giveUp)
    request.on('login', ({ isProxy }, answer) => {
      asksProxy ||= isProxy
      // Nobody signs in here; the answer says that it was asked for.
      answer()
    })
    request.on('redirect', (status, _method, location) => done({ status, location, text: '' }))
    request.on('error', giveUp)
    request.on('response', (response) => {
      const status = response.statusCode
      asksProxy ||= status === 407
      const parts: Buffer[] = []
      response.on('data', (part) => {
        parts.push(part)
        if (Buffer.concat(parts).byteLength > MOST_BYTES) giveUp()
      })
      response.on('end', () => done({ status, location: null, text: Buffer.concat(parts).toString('utf8') }))
      response.on('aborted', giveUp)
      response.on('error', giveUp)
    })
    request.end()
  })
}
