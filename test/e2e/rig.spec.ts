import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { enter } from '../../scripts/network/inside'
import { startServices } from '../../scripts/network/services'
import * as networks from '../../scripts/network/topology'
import { launch } from '../../scripts/play/launch'
import { startBrowser } from '../../scripts/play/operator'
import { ROOT } from '../../scripts/root'
import { findBrowser } from '../../scripts/setup/browser'
import { type Display, startDisplay } from '../../scripts/setup/display'
import { ensureElectron } from '../../scripts/setup/electron'
import { reasonToSkip } from '../network/ground'
import { listening } from './fronts'
import { connectPeers, pathOf, say } from './rig-peers'

// The rig itself: Electron at the customer, Chromium at the operator, coturn and an https front between them. That
// each network leads WebRTC by the way it should is what the tests of the product stand on.

const reason = reasonToSkip()
test.skip(reason !== null, reason ?? '')

let display: Display
test.beforeAll(async () => {
  display = await startDisplay()
})
test.afterAll(() => display?.stop())

type Stage = {
  readonly network: networks.Topology
  readonly customer: Page
  readonly operator: Page
  /** What the proxy was asked for. */
  readonly asked: readonly string[]
  readonly servers: readonly RTCIceServer[]
}

/** Everything that stands in a network, with a page from the front's address at either end. */
async function within(lay: () => Promise<networks.Topology>, play: (stage: Stage) => Promise<void>) {
  const undo: (() => unknown)[] = []
  try {
    const network = await lay()
    undo.push(() => network.stop())
    const page = createServer((_, answer) => answer.end('<!doctype html><title>here</title>'))
    const target = await listening(page)
    undo.push(() => page.close())
    const services = await startServices(network, target)
    undo.push(() => services.stop())
    const { authority, proxy, relayUrl } = services

    const home = { HOME: authority.home }
    const electron = await enter(network.customer, (await ensureElectron()).executable, home)
    undo.push(() => electron.close())
    const folder = await mkdtemp(join(tmpdir(), 'sobani-rig-'))
    undo.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
    const app = await launch({
      executablePath: electron.executable,
      args: [
        '--no-sandbox',
        `--user-data-dir=${folder}`,
        ...(lay === networks.proxyOnly ? [`--proxy-server=http://${proxy.place}`] : []),
        join(ROOT, 'scripts/play/bare'),
      ],
      env: { ...(process.env as Record<string, string>), DISPLAY: display.display },
    })
    undo.push(() => app.close())
    const chromium = await enter(network.operator, await findBrowser(), home)
    undo.push(() => chromium.close())
    const browser = await startBrowser(chromium.executable)
    undo.push(() => browser.close())

    const [customer, operator] = await Promise.all([app.firstWindow(), browser.newPage()])
    for (const one of [customer, operator]) await one.goto(relayUrl)
    const stun = { urls: `stun:${network.names.turn}:${services.turn.port}` }
    const servers = [stun, ...services.ice.map(({ urls, ...account }) => ({ urls: [...urls], ...account }))]
    await play({ network, customer, operator, asked: proxy.asked, servers })
  } finally {
    for (const close of undo.reverse()) await close()
  }
}

/**
 * Connects both pages, says a word each way, and waits until the customer's path is the expected one: the first that
 * works is taken at once, and left for a better one.
 */
async function expectPath({ customer, operator, servers }: Stage, path: Readonly<Record<string, unknown>>) {
  await connectPeers(customer, operator, servers)
  await expect.poll(() => pathOf(customer), { timeout: 10_000 }).toEqual(path)
  await say(customer, operator, 'from the customer')
  await say(operator, customer, 'from the operator')
  const ends = JSON.stringify({ customer: await pathOf(customer), operator: await pathOf(operator) })
  test.info().annotations.push({ type: 'paths', description: ends })
}

const DIRECT = expect.stringMatching(/^(host|srflx|prflx)$/)
const ANY = expect.any(String)
const direct = { local: DIRECT, relayProtocol: null, remote: DIRECT }

test('an open network connects directly', () => within(networks.open, (stage) => expectPath(stage, direct)))

test('with port 443 alone, TURN over TLS beside the relay on 443', () =>
  within(networks.only443, (stage) =>
    expectPath(stage, { local: 'relay', relayProtocol: 'tls', remote: ANY }),
  ))

test('without UDP, TURN over TCP or TLS', () =>
  within(networks.udpDropped, (stage) =>
    expectPath(stage, { local: 'relay', relayProtocol: expect.stringMatching(/^(tcp|tls)$/), remote: ANY }),
  ))

test('between two symmetric NATs, TURN over UDP', () =>
  within(networks.symmetricNat, async ({ customer, operator, servers }) => {
    await connectPeers(customer, operator, servers)
    // One relayed end is enough: the other may send to its relayed address straight through its own NAT.
    const ways = async () =>
      (await Promise.all([pathOf(customer), pathOf(operator)])).map(({ local, relayProtocol, remote }) =>
        local === 'relay' ? `relayed over ${relayProtocol}` : `to ${remote}`,
      )
    const overUdp = expect.stringMatching(/^(relayed over udp|to relay)$/)
    await expect.poll(ways, { timeout: 10_000 }).toEqual([overUdp, overUdp])
    await say(customer, operator, 'from the customer')
    await say(operator, customer, 'from the operator')
    test.info().annotations.push({ type: 'paths', description: (await ways()).join(', ') })
  }))

test('with nothing but a proxy, TURN through its tunnels', () =>
  within(networks.proxyOnly, async (stage) => {
    await expectPath(stage, {
      local: 'relay',
      relayProtocol: expect.stringMatching(/^(tcp|tls)$/),
      remote: ANY,
    })
    const asked = stage.asked.filter((one) => one.startsWith('CONNECT '))
    expect(asked).toContain(`CONNECT ${stage.network.names.relay}:443`)
    expect(asked.some((one) => /CONNECT (turn\.sobani\.test|198\.18\.\d+\.2):(443|3478)/.test(one))).toBe(
      true,
    )
  }))

test('over a slow line that is cut for two seconds, the words come late and are not lost', () =>
  within(
    () => networks.line(40, 10, 0.005),
    async (stage) => {
      await expectPath(stage, direct)
      await stage.network.cut()
      await expect(say(stage.operator, stage.customer, 'late', 2000)).rejects.toThrow('Timeout')
      await stage.network.restore()
      await say(stage.operator, stage.customer, 'after', 15_000)
      expect(await stage.network.link?.counts()).toMatchObject({ up: { passed: expect.any(Number) } })
    },
  ))
