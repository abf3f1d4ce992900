import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import manifest from '../../package.json'
import { writeArtefacts } from '../../scripts/dist/artefacts'
import { artefactName } from '../../scripts/dist/names'
import { type Authority, makeAuthority } from '../../scripts/network/authority'
import { turnAccount } from '../../scripts/network/turn-server'
import { ROOT } from '../../scripts/root'
import { blocksIn, partOf } from '../docs/commands'
import { allocateOverTls } from '../relay/allocate'
import { lacks } from './needed'
import { isRoot, type Server, stand, systemctl } from './server-stand'

/**
 * docs/administrators.md, followed to the letter from an empty server to a restored backup: real relay, nginx, coturn and
 * the guide's own files. What a test may not do to the machine it runs on is done in a folder instead: paths lead there,
 * ports are free ones, accounts are not made, and `systemctl` is a script that runs the unit's own command.
 */
const DOCUMENT = 'docs/administrators.md'
const blocks = blocksIn(partOf(DOCUMENT, '日本語'))
const missing = await lacks('nginx', 'turnserver', 'curl', 'openssl')

const paths = [
  '/etc/systemd/system',
  '/etc/nginx/nginx.conf',
  '/etc/turnserver.conf',
  '/etc/coturn',
  '/etc/sobani',
  '/var/lib/sobani',
  '/var/backups',
  '/srv/sobani-downloads',
  '/media/keys/sobani-update-key',
]

let root = ''
let certificates: Authority
let ports: Server['ports']

const at = (path: string): string => join(root, path)

/** Where the guide's paths lead in this test. */
function moved(text: string): string {
  const there = paths.reduce((all, path) => all.replaceAll(path, `@${path.slice(1)}`), text)
  const sources = there
    .replaceAll('/srv/sobani', ROOT)
    .replaceAll('--from dist/current', `--from ${at('dist')}`)
    .replaceAll('--version 0.1.0', `--version ${manifest.version}`)
  return paths.reduce((all, path) => all.replaceAll(`@${path.slice(1)}`, at(path)), sources)
}

function shell(commands: string): SpawnSyncReturns<string> {
  return spawnSync('bash', ['-c', `${stand({ root, ports })}\n${moved(commands)}`], {
    encoding: 'utf8',
    cwd: ROOT,
    timeout: 280_000,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined },
  })
}

/** Runs the guide's own block that has this command in it. @returns what it printed */
function follow(command: string): string {
  const found = blocks.filter((block) => block.includes(command))
  expect(found, `blocks with "${command}"`).toHaveLength(1)
  followed.add(found[0] ?? '')
  const { status, stdout, stderr } = shell(found[0] ?? '')
  expect(status, `${found[0]}\n${stdout}\n${stderr}`).toBe(0)
  return `${stdout}${stderr}`
}
const followed = new Set<string>()

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

/** What an administrator writes into the files: names stay, only what this machine does not allow is changed. */
function edit(path: string, changes: ReadonlyArray<readonly [string | RegExp, string]>): void {
  const before = moved(readFileSync(at(path), 'utf8'))
  const after = changes.reduce((text, [from, to]) => {
    expect(text, path).toMatch(
      from instanceof RegExp ? from : new RegExp(from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')),
    )
    return text.replaceAll(from instanceof RegExp ? new RegExp(from, 'g') : from, to)
  }, before)
  writeFileSync(at(path), after)
}

describe('the two languages of the guide', () => {
  it('have the same commands', () => {
    expect(blocksIn(partOf(DOCUMENT, 'English'))).toEqual(blocks)
  })
})

describe.skipIf(missing)('an administrator who follows the guide', () => {
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'sobani-server-'))
    // nginx gives up root's rights; what it reads lies below this folder.
    chmodSync(root, 0o755)
    certificates = await makeAuthority('support.example.jp', 'turn.example.jp')
    const [https, http, inside, peeled, relay, turn, turns] = await Promise.all(
      Array.from({ length: 7 }, freePort),
    )
    ports = { https, http, inside, peeled, relay, turn, turns } as typeof ports
    for (const folder of [
      'bin',
      'etc/systemd/system',
      'etc/nginx',
      'etc/sobani',
      'var/lib/sobani',
      'var/backups',
      'media/keys',
    ])
      mkdirSync(join(root, folder), { recursive: true })
    writeFileSync(at('bin/systemctl'), systemctl({ root, ports }), { mode: 0o755 })
    writeFileSync(
      at('.curlrc'),
      `connect-to = "support.example.jp:443:127.0.0.1:${ports.https}"\ncacert = "${certificates.root}"\n`,
    )
  })
  afterAll(async () => {
    if (root !== '') spawnSync(at('bin/systemctl'), ['stop', 'all'])
    await certificates?.close()
    if (root !== '') rmSync(root, { recursive: true, force: true, maxRetries: 5 })
  })

  it('builds the relay', () => {
    follow('npm run build')
    expect(existsSync(join(ROOT, 'out/relay/index.js'))).toBe(true)
  })

  it('puts secrets, settings and services in their places', () => {
    follow('turn-secret\nchown')
    expect(readFileSync(at('/etc/sobani/turn-secret'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
    follow('install -m 640 -g sobani /srv/sobani/deploy')
    expect(readFileSync(at('/etc/turnserver.conf'), 'utf8')).not.toContain('REPLACE-WITH')
  })

  it('starts it behind port 443, and the relay answers', () => {
    for (const file of ['sobani/support', 'coturn/turn']) {
      writeFileSync(at(`/etc/${file}.example.jp.crt`), certificates.cert)
      writeFileSync(at(`/etc/${file}.example.jp.key`), certificates.key, { mode: 0o600 })
    }
    edit('/etc/sobani/relay.env', [['SOBANI_RELAY_PORT=8470', `SOBANI_RELAY_PORT=${ports.relay}`]])
    edit('/etc/systemd/system/sobani-relay.service', [['/usr/bin/node', process.execPath]])
    edit('/etc/nginx/nginx.conf', [
      ...(isRoot ? [] : ([['user www-data;', '']] as const)),
      [/listen 443;\s+listen \[::\]:443;/, `listen 127.0.0.1:${ports.https};`],
      [/listen 80;\s+listen \[::\]:80;/, `listen 127.0.0.1:${ports.http};`],
      ['127.0.0.1:5348', `127.0.0.1:${ports.peeled}`],
      ['127.0.0.1:5349', `127.0.0.1:${ports.turns}`],
      ['127.0.0.1:8443', `127.0.0.1:${ports.inside}`],
      ['127.0.0.1:8470', `127.0.0.1:${ports.relay}`],
    ])
    edit('/etc/turnserver.conf', [
      ['tls-listening-port=5349', `tls-listening-port=${ports.turns}`],
      [/^listening-port=3478/m, `listening-port=${ports.turn}`],
    ])
    expect(follow('nginx -t')).toMatch(/"ok":true/)
  })

  it('reaches TURN by its name on the same port, with an account as the relay makes them', async () => {
    const secret = readFileSync(at('/etc/sobani/turn-secret'), 'utf8').trim()
    const server = {
      address: '127.0.0.1',
      port: ports.https,
      name: 'turn.example.jp',
      ca: readFileSync(certificates.root, 'utf8'),
    }
    expect(await allocateOverTls(server, turnAccount(secret))).toBe('allocated')
    expect(await allocateOverTls(server, turnAccount('another secret of sixteen'))).toBe(401)
  })

  it('lets sockets through, and sends whoever comes without https to https', async () => {
    expect(await upgrade()).toBe(101)
    const plain = await fetch(`http://127.0.0.1:${ports.http}/download`, { redirect: 'manual' })
    expect(plain.headers.get('location')).toBe('https://support.example.jp/download')
  })

  it('adds an operator, and disables the account again', () => {
    const added = follow('operator add')
    expect(added).toContain('desk1')
    follow('operator disable')
    expect(
      shell('set -a; . /etc/sobani/relay.env; set +a\nnode out/relay/index.js operator list').stdout,
    ).toMatch(/desk1.*disabled/)
  })

  it('is told the fingerprint of the relay’s key', () => {
    expect(follow('index.js identity')).toMatch(/\b[0-9a-f]{64}\b/)
  })

  it('reads the records', () => {
    expect(follow('report list')).toContain('operator-added')
  })

  it('takes a backup and puts it back', () => {
    follow('tar --create')
    expect(existsSync(at('/var/backups/sobani-relay.tar.gz'))).toBe(true)
    const key = readFileSync(at('/var/lib/sobani/relay/identity.pem'), 'utf8')
    follow('tar --extract')
    expect(readFileSync(at('/var/lib/sobani/relay/identity.pem'), 'utf8')).toBe(key)
    expect(existsSync(at('/var/lib/sobani/relay.before/identity.pem'))).toBe(true)
    expect(shell('curl --fail --silent https://support.example.jp/healthz').stdout).toContain('"ok":true')
  })

  it('makes a build for this relay, publishes it in stages and takes it back', async () => {
    const current = '/srv/sobani-downloads/current'
    const installer = (version: string) =>
      artefactName('current', 'customer', { version, arch: 'x64', ext: 'exe' })
    mkdirSync(at('dist'))
    writeFileSync(join(at('dist'), installer(manifest.version)), 'an installer')
    follow('npm run dist -- --win')
    expect(existsSync(at(`${current}/latest.yml.sig`))).toBe(true)
    const served = (name: string) =>
      shell(`curl --fail --silent https://support.example.jp/downloads/current/${name}`).stdout
    expect(served('latest.yml')).toContain('stagingPercentage: 10')
    expect(served(installer(manifest.version))).toBe('an installer')

    const next = `${Number(manifest.version.split('.')[0]) + 1}.0.0`
    mkdirSync(at('next'))
    writeFileSync(join(at('next'), installer(next)), 'a bad one')
    await writeArtefacts(at('next'), 'current', next)
    const again = (blocks.find((block) => block.includes('updates -- publish')) ?? '')
      .split('\n')
      .find((line) => line.includes('updates -- publish'))
    const { status, stderr } = shell((again ?? '').replace('--from dist/current', `--from ${at('next')}`))
    expect(status, stderr).toBe(0)
    expect(served('latest.yml')).toContain(`version: ${next}`)
    follow('updates -- roll-back')
    expect(served('latest.yml')).toContain(`version: ${manifest.version}`)
    expect(served('latest.yml')).not.toContain('stagingPercentage')
  })

  it('asks a PC what is in force there', () => {
    expect(follow('--print-policy')).toContain('ServerUrl')
  })

  it('has followed every command there is', () => {
    expect(blocks.filter((block) => !followed.has(block))).toEqual([])
  })
})

/** The status that the relay gives to whoever asks for a WebSocket through nginx. */
function upgrade(): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request({
      host: '127.0.0.1',
      port: ports.https,
      servername: 'support.example.jp',
      path: '/socket.io/?EIO=4&transport=websocket',
      ca: readFileSync(certificates.root),
      headers: {
        host: 'support.example.jp',
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': randomBytes(16).toString('base64'),
      },
    })
    asked.once('upgrade', (response, socket) => {
      socket.destroy()
      resolve(response.statusCode)
    })
    asked.once('response', (response) => resolve(response.statusCode))
    asked.once('error', reject)
    asked.end()
  })
}
