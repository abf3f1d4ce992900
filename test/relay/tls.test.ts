import { execFile, execFileSync, spawn } from 'node:child_process'
import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readConfig } from '../../src/relay/config'
import { connect, openStage, password, type Stage, user, waitFor } from './stage'

const run = promisify(execFile)
const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

/** A certificate of its own for this machine, as a self-signed one: what is tried is the relay, not a chain. */
async function makePair(folder: string, name: string): Promise<void> {
  const words = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
  ]
  const places = ['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.pem`)]
  await run('openssl', [
    ...words,
    '-subj',
    `/CN=${name}`,
    '-addext',
    'subjectAltName=DNS:localhost',
    ...places,
  ])
}

describe.skipIf(!hasOpenssl)('a relay that speaks TLS itself', () => {
  let folder: string
  let stage: Stage
  let port: number
  const origin = 'https://localhost'
  const put = (name: string) =>
    Promise.all(
      ['pem', 'key'].map((kind) => copyFile(join(folder, `${name}.${kind}`), join(folder, `used.${kind}`))),
    )

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sobani-tls-'))
    await Promise.all([makePair(folder, 'first'), makePair(folder, 'second')])
    await put('first')
    await chmod(join(folder, 'used.key'), 0o644)
    stage = await openStage({
      SOBANI_RELAY_PUBLIC_URL: origin,
      SOBANI_RELAY_TLS_CERT: join(folder, 'used.pem'),
      SOBANI_RELAY_TLS_KEY: join(folder, 'used.key'),
    })
    port = Number(new URL(stage.address).port)
  })
  afterAll(async () => {
    await stage.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** What was agreed on, or why nothing was. */
  const shake = (options: ConnectionOptions): Promise<string> =>
    new Promise((done) => {
      // Security level 0, so that it is the relay that refuses and not this end's own OpenSSL.
      const ciphers = options.ciphers ?? 'ALL:@SECLEVEL=0'
      const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options, ciphers })
      socket.once('secureConnect', () => {
        done(`${socket.getProtocol()} ${socket.getPeerCertificate().subject.CN}`)
        socket.destroy()
      })
      socket.once('error', () => done('refused'))
    })
  const subject = async () => (await shake({ maxVersion: 'TLSv1.3' })).split(' ')[1]

  const ask = (path: string, headers: Record<string, string> = {}, body?: object) =>
    new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
      const words = { port, path, method: body === undefined ? 'GET' : 'POST', rejectUnauthorized: false }
      const agent = new Agent({ keepAlive: false })
      const sent = request({ ...words, host: '127.0.0.1', agent, headers }, (response) => {
        text(response).then((said) =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: said }),
        )
      })
      sent.on('error', reject)
      sent.end(body === undefined ? undefined : JSON.stringify(body))
    })

  test('takes TLS 1.2 and 1.3, and nothing older', async () => {
    expect(stage.address).toMatch(/^https:/)
    const only = (version: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3') =>
      shake({ minVersion: version, maxVersion: version })
    expect(await only('TLSv1.3')).toBe('TLSv1.3 first')
    expect(await only('TLSv1.2')).toBe('TLSv1.2 first')
    expect(await only('TLSv1.1')).toBe('refused')
    expect(await only('TLSv1')).toBe('refused')
  })

  test.each(['-tls1', '-tls1_1', '-tls1_2', '-tls1_3'])(
    'as openssl s_client sees it: %s',
    async (version) => {
      const client = spawn('openssl', [
        's_client',
        '-connect',
        `127.0.0.1:${port}`,
        version,
        '-cipher',
        'ALL:@SECLEVEL=0',
      ])
      client.stdin.end('Q\n')
      const said = await text(client.stdout)
      const agreed = /Cipher is (?!\(NONE\))(\S+)/.exec(said)?.[1]
      if (version === '-tls1' || version === '-tls1_1') expect(agreed).toBeUndefined()
      else expect(agreed).toMatch(/GCM|CHACHA20/)
    },
  )

  test('takes no cipher without forward secrecy or without authentication of what it encrypts', async () => {
    const only = (ciphers: string) => shake({ maxVersion: 'TLSv1.2', ciphers: `${ciphers}:@SECLEVEL=0` })
    for (const weak of [
      'AES128-GCM-SHA256',
      'ECDHE-ECDSA-AES128-SHA',
      'ECDHE-ECDSA-AES256-SHA384',
      'NULL',
      'ADH',
      'DES-CBC3-SHA',
    ])
      expect([weak, await only(weak).catch(() => 'refused')]).toEqual([weak, 'refused'])
    expect(await only('ECDHE-ECDSA-AES128-GCM-SHA256')).toBe('TLSv1.2 first')
  })

  test('signs in with a cookie bound to the host, and says that it is always https', async () => {
    const headers = { 'content-type': 'application/json', origin }
    const answer = await ask('/api/sign-in', headers, { user, password })
    expect(answer.status).toBe(200)
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-sobani=[\w-]{43};.* Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
    for (const path of ['/healthz', '/nothing', '/socket.io/?EIO=1'])
      expect([path, (await ask(path)).headers['strict-transport-security']]).toEqual([
        path,
        expect.stringContaining('max-age=31536000'),
      ])
  })

  test('plain HTTP on its port gets no answer', async () => {
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow()
    expect((await ask('/healthz')).status).toBe(200)
  })

  test.each(['websocket', 'polling'])(
    'carries sockets (%s), and a renewed certificate cuts nobody off',
    async (by) => {
      await put('first')
      stage.relay.renewCertificate()
      const agent = await connect(stage.address, '/agent', { transports: [by], rejectUnauthorized: false })
      expect(await subject()).toBe('first')
      await put('second')
      stage.relay.renewCertificate()
      expect(await subject()).toBe('second')
      expect(await agent.ask({ v: 2, type: 'leave' })).toMatchObject({ error: 'version-unknown' })
      expect(agent.socket.connected).toBe(true)
      agent.close()
    },
  )

  test('looks for a new certificate with each sweep, and half a renewal changes nothing', async () => {
    await put('first')
    await stage.relay.sweep()
    expect(await subject()).toBe('first')
    await copyFile(join(folder, 'second.pem'), join(folder, 'used.pem'))
    await stage.relay.sweep()
    await stage.relay.sweep()
    expect(await subject()).toBe('first')
    expect(stage.log.filter((line) => line.includes('was not renewed'))).toHaveLength(1)
    await put('second')
    await stage.relay.sweep()
    expect(await subject()).toBe('second')
  })

  test('warns of a certificate that runs out soon, at the start and after a day without a renewal', async () => {
    const warned = () => stage.log.filter((line) => line.includes('runs out soon')).length
    stage.relay.renewCertificate()
    const before = warned()
    expect(before).toBeGreaterThan(0)
    stage.relay.renewCertificate()
    expect(warned()).toBe(before)
    const now = Date.now()
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now + 25 * 60 * 60_000)
    stage.relay.renewCertificate()
    clock.mockRestore()
    expect(warned()).toBe(before + 1)
  })

  test('warns of a key that others can read, and writes nothing of a key anywhere', async () => {
    expect(stage.log.filter((line) => line.includes('chmod 600')).length).toBeGreaterThan(0)
    expect(stage.log.join('')).not.toMatch(/PRIVATE|BEGIN|\.key/)
  })

  test('does not start on a pair that is none, and says so in a sentence', async () => {
    await expect(
      openStage({
        SOBANI_RELAY_PUBLIC_URL: origin,
        SOBANI_RELAY_TLS_CERT: join(folder, 'first.pem'),
        SOBANI_RELAY_TLS_KEY: join(folder, 'second.key'),
      }),
    ).rejects.toThrow('should be a certificate and the key it was made for')
    await expect(
      openStage({
        SOBANI_RELAY_PUBLIC_URL: origin,
        SOBANI_RELAY_TLS_CERT: join(folder, 'absent.pem'),
        SOBANI_RELAY_TLS_KEY: join(folder, 'second.key'),
      }),
    ).rejects.toThrow('SOBANI_RELAY_TLS_CERT should be a file')
  })

  test('gives up who connects and does not shake hands', async () => {
    const { connect: connectTcp } = await import('node:net')
    const silent = connectTcp(port, '127.0.0.1')
    const closed = new Promise<void>((done) => silent.once('close', () => done()))
    silent.on('error', () => undefined)
    silent.write('\x16\x03\x01')
    await closed
    await waitFor(() => silent.destroyed, 'the end of it')
  })
})

test('certificate, key and address go together', () => {
  const faultsOf = (env: Record<string, string>) => {
    const read = readConfig(env)
    return read.ok ? [] : read.faults.map((fault) => fault.split(' should ')[0])
  }
  const url = { SOBANI_RELAY_PUBLIC_URL: 'https://support.example.jp' }
  const cert = { SOBANI_RELAY_TLS_CERT: 'relay.pem' }
  const key = { SOBANI_RELAY_TLS_KEY: 'relay.key' }
  expect(faultsOf({ ...url, ...cert })).toEqual(['SOBANI_RELAY_TLS_KEY'])
  expect(faultsOf({ ...url, ...key })).toEqual(['SOBANI_RELAY_TLS_CERT'])
  expect(faultsOf({ ...cert, ...key })).toEqual(['SOBANI_RELAY_PUBLIC_URL'])
  expect(faultsOf({ ...cert, ...key, SOBANI_RELAY_PUBLIC_URL: 'http://localhost:1' })).toEqual([
    'SOBANI_RELAY_PUBLIC_URL',
  ])
  expect(faultsOf({ ...url, ...cert, ...key })).toEqual([])
})
