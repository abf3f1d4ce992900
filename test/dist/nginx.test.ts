import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Authority, makeAuthority } from '../../scripts/network/authority'
import { ROOT } from '../../scripts/root'
import { lacks } from './needed'

// The door of deploy/relay/nginx.conf, with a real nginx. What stands behind it is tried in administrators.test.ts.
const missing = await lacks('nginx')
const conf = readFileSync(join(ROOT, 'deploy/relay/nginx.conf'), 'utf8')
const most = Number(/limit_conn callers (\d+);/.exec(conf)?.[1])

describe.skipIf(missing)('nginx as the administrators’ guide sets it up', () => {
  let root: string
  let port: number
  let nginx: ChildProcess
  let certificates: Authority

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'sobani-nginx-'))
    // nginx gives up root's rights; what it reads lies below this folder.
    chmodSync(root, 0o755)
    certificates = await makeAuthority('support.example.jp')
    const [https, http, inside, peeled] = await Promise.all(Array.from({ length: 4 }, freePort))
    port = https ?? 0
    const moved = conf
      .replace(/listen 443;\s+listen \[::\]:443;/, `listen 127.0.0.1:${https};`)
      .replace(/listen 80;\s+listen \[::\]:80;/, `listen 127.0.0.1:${http};`)
      .replaceAll('127.0.0.1:8443', `127.0.0.1:${inside}`)
      .replaceAll('127.0.0.1:5348', `127.0.0.1:${peeled}`)
      .replace('/etc/sobani/support.example.jp.crt', join(root, 'cert.pem'))
      .replace('/etc/sobani/support.example.jp.key', join(root, 'key.pem'))
      .replace(process.getuid?.() === 0 ? '' : 'user www-data;', '')
    writeFileSync(join(root, 'nginx.conf'), moved)
    writeFileSync(join(root, 'cert.pem'), certificates.cert)
    writeFileSync(join(root, 'key.pem'), certificates.key, { mode: 0o600 })
    const own = `daemon off; pid ${root}/pid; error_log ${root}/log;`
    nginx = spawn('nginx', ['-c', join(root, 'nginx.conf'), '-g', own], { stdio: 'ignore' })
  })
  afterAll(async () => {
    if (nginx.exitCode === null && nginx.kill('SIGQUIT')) await once(nginx, 'exit')
    await certificates.close()
    rmSync(root, { recursive: true, force: true, maxRetries: 5 })
  })

  const shake = (localAddress: string) =>
    new Promise<string>((done) => {
      const ca = readFileSync(certificates.root)
      const to = { host: '127.0.0.1', port, localAddress, servername: 'support.example.jp', ca }
      const socket = connectTls(to, () => {
        done('shaken')
        socket.destroy()
      })
      socket.once('error', () => done('hung up on'))
    })

  it('holds only so many connections of one address, silent ones too, and serves all others', async () => {
    expect(most).toBeGreaterThan(100)
    await expect.poll(() => shake('127.0.0.1'), { timeout: 30_000 }).toBe('shaken')
    const silent = []
    // In portions that the system's own queue of callers holds.
    for (let count = 0; count < most; count += 100) {
      const portion = Array.from({ length: 100 }, () =>
        connect({ host: '127.0.0.1', port, localAddress: '127.0.0.2' }),
      )
      silent.push(...portion)
      for (const socket of portion) socket.on('error', () => undefined)
      await Promise.all(portion.map((socket) => once(socket, 'connect')))
    }
    await expect.poll(() => shake('127.0.0.2'), { timeout: 20_000 }).toBe('hung up on')
    expect(await shake('127.0.0.1')).toBe('shaken')
    for (const socket of silent) socket.destroy()
    await expect.poll(() => shake('127.0.0.2'), { timeout: 20_000 }).toBe('shaken')
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
