import { randomBytes } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { z } from '../../src/shared/zod'
import type { NetStage } from './net-stage'
import { expect } from './stage'

const kept = z.object({ session: z.string(), token: z.string() })
const wrongToken = () => randomBytes(32).toString('base64url')

/**
 * Who is not one of the two ends tries to take the place of one that is away, and knows as much of the session as can be
 * known: none of it is answered, and none of it disturbs the two.
 */
export async function expectOutsidersGetNothing({ operator, relay, services }: NetStage): Promise<void> {
  const { session, token } = kept.parse(
    await operator.page.evaluate(() => JSON.parse(sessionStorage.getItem('sobani-session') ?? 'null')),
  )
  const { target, user, password } = relay()
  const origin = services.relayUrl
  const signIn = await fetch(`${target}/api/sign-in`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ user, password }),
  })
  expect(signIn.status).toBe(200)
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? ''

  await expect(knock(target, '/console', { origin })).rejects.toThrow('not-signed-in')
  const resume = { v: 1, type: 'resume', session }
  const [stranger, page] = [
    await knock(target, '/agent', {}),
    // The same operator's own sign-in, in a browser that was not in this session.
    await knock(target, '/console', { origin, cookie }),
  ]
  try {
    const over = { ok: false, error: 'session-over' }
    expect(await stranger.ask({ ...resume, token: wrongToken() })).toEqual(over)
    // The token of the other end.
    expect(await stranger.ask({ ...resume, token })).toEqual(over)
    expect(await page.ask({ ...resume, token: wrongToken() })).toEqual(over)
    for (const one of [stranger, page]) {
      const signal = { type: 'renegotiate', renegotiate: true }
      expect(await one.ask({ v: 1, type: 'signal', link: 1, signal })).toMatchObject({ ok: false })
    }
    expect(await stranger.ask({ v: 1, type: 'progress', step: 'live' })).toMatchObject({ ok: false })
    expect([...stranger.heard, ...page.heard]).toEqual([])
  } finally {
    stranger.close()
    page.close()
  }
}

type Guest = {
  readonly heard: readonly unknown[]
  ask(message: Readonly<Record<string, unknown>>): Promise<unknown>
  close(): void
}

async function knock(
  address: string,
  namespace: string,
  extraHeaders: Readonly<Record<string, string>>,
): Promise<Guest> {
  const socket: Socket = io(`${address}${namespace}`, {
    forceNew: true,
    reconnection: false,
    transports: ['websocket'],
    extraHeaders: { ...extraHeaders },
  })
  const heard: unknown[] = []
  socket.on('message', (message: unknown) => heard.push(message))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', (error) => {
      socket.disconnect()
      reject(error)
    })
  })
  return {
    heard,
    ask: (message) => socket.timeout(5_000).emitWithAck('message', message),
    close: () => void socket.disconnect(),
  }
}
