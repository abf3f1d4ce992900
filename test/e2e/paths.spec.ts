import * as networks from '../../scripts/network/topology'
import { reasonToSkip } from '../network/ground'
import { expectBack, expectLost, note } from './net-session'
import { type NetOptions, type NetStage, openNetStage } from './net-stage'
import { expectEnded, ja } from './session'
import { expect, test } from './stage'

// A whole session with the real agent, console, relay and coturn, over each network that a customer may have.

const reason = reasonToSkip()
test.skip(reason !== null, reason ?? '')
test.setTimeout(120_000)

type Place = Omit<NetOptions, 'resumeSeconds'> & {
  readonly title: string
  /** What the console's card says of the way. */
  readonly path: RegExp
  /** From the customer's click until the picture is at the console. */
  readonly patienceMs?: number
  /** Also tried with the network gone for a moment: on the way there may be no WebSocket, or no way but the TURN server. */
  readonly cut?: boolean
}

const places: readonly Place[] = [
  { title: 'an open network leads directly', lay: networks.open, path: /^direct$/ },
  { title: 'port 443 alone leads over TLS', lay: networks.only443, path: /^relay-tls$/, cut: true },
  { title: 'without UDP it goes over TCP or TLS', lay: networks.udpDropped, path: /^relay-(tcp|tls)$/ },
  {
    title: 'two symmetric NATs are passed by a relay over UDP',
    lay: networks.symmetricNat,
    path: /^relay-udp$/,
  },
  {
    title: 'where nothing but a proxy leads out, all of it goes through its tunnels',
    lay: networks.proxyOnly,
    proxied: true,
    cut: true,
    path: /^relay-(tcp|tls)$/,
  },
  {
    title: 'a line of 2 Mbit/s, 80 ms and 1 % loss each way',
    lay: () => networks.line(80, 2, 0.01),
    path: /^direct$/,
    patienceMs: 30_000,
  },
  {
    title: 'a line of 1 Mbit/s, 150 ms and 2 % loss each way',
    lay: () => networks.line(150, 1, 0.02),
    path: /^direct$/,
    patienceMs: 30_000,
  },
]

for (const { title, path, patienceMs = 15_000, cut = false, ...options } of places)
  test(title, async ({ world }) => {
    const stage = await openNetStage(world, options)
    try {
      const { customer, operator } = stage
      const code = await operator.opensSession()
      await customer.comesToCode()
      const entered = Date.now()
      await customer.enterCode(code)
      await customer.sees('approval', patienceMs)
      const greeted = Date.now()
      await customer.nameCaller('customer')
      expect(await customer.words()).toEqual(await operator.words())
      const allowed = Date.now()
      await customer.allow()
      const seen = await operator.firstFrame(patienceMs)

      await expectMoving(stage)
      const card = operator.page.getByTestId('quality-card')
      await expect(card).toHaveAttribute('data-path', path, { timeout: 15_000 })
      await expect(operator.page.getByTestId('quality-path')).not.toHaveText('–')
      note(
        `${await card.getAttribute('data-path')}: code to words ${greeted - entered} ms, yes to picture ${seen - allowed} ms`,
      )
      if (cut) {
        await stage.network.cut()
        await expectLost(stage)
        await stage.network.restore()
        await expectBack(stage, title)
        await expect(card).toHaveAttribute('data-path', path, { timeout: 15_000 })
      }
      await customer.button('live.disconnect').click()
      await expectEnded(stage, 'customer')
      expectAccounts(stage, path)
      await expectKnownPlaces(stage)
    } finally {
      await stage.close()
    }
  })

/** New frames come, and what changes on the customer's screen is seen in them. */
async function expectMoving({ customer, operator }: NetStage): Promise<void> {
  const frames = async () => Number(await operator.page.locator('#screen').getAttribute('data-frames'))
  const [count, picture] = [await frames(), await operator.picture()]
  await customer.page.getByRole('button', { name: ja('text-size.larger') }).click()
  await expect.poll(async () => picture.equals(await operator.picture()), { timeout: 15_000 }).toBe(false)
  // Also a screen at rest sends one now and then.
  await expect.poll(frames, { timeout: 15_000 }).toBeGreaterThan(count + 2)
}

/** Coturn let nobody in but with accounts of the relay's for this session, which run out by themselves. */
function expectAccounts({ services }: NetStage, path: RegExp): void {
  const users = new Set([...services.turn.log().matchAll(/user <([^>]*)>/g)].map(([, name = '']) => name))
  // Whoever asks is nobody yet, and the check of the network asks without an account.
  for (const nobody of ['', 'probe']) users.delete(nobody)
  const sessions = new Set<string | undefined>()
  for (const user of users) {
    expect(user).toMatch(/^\d{10}:[0-9a-f]{16}$/)
    const [until, session] = user.split(':')
    sessions.add(session)
    const minutes = (Number(until) - Date.now() / 1000) / 60
    expect(minutes).toBeGreaterThan(710)
    expect(minutes).toBeLessThanOrEqual(720)
  }
  // A new link has a fresh account of the same session.
  expect(sessions.size).toBeLessThanOrEqual(1)
  // Who reaches the other end at once gives up asking for a relay, and may have asked for none yet.
  if (!path.test('direct')) expect(sessions.size).toBe(1)
}

/** Neither end spoke to any machine but the relay, the TURN server, the proxy and the other end. */
async function expectKnownPlaces({ network, services, sent, names }: NetStage): Promise<void> {
  const { servers, addresses } = network
  const known = new Set([servers.relay, servers.turn, servers.proxy, ...Object.values(addresses())])
  // The outer sides of the two gateways stand for the machines behind them.
  for (const last of [34, 50]) known.add(servers.relay.replace(/\.\d+$/, `.${last}`))
  // Machines of one home ask each other for names and groups there; no gateway hands it on.
  const home = ['224.0.0.251 udp 5353', '224.0.0.22 igmp']
  for (const places of [sent.customer, sent.operator]) {
    const destinations = await places.destinations()
    expect(destinations).toContain(
      places === sent.customer && services.proxy.asked.length > 0
        ? `${servers.proxy} tcp 3128`
        : `${servers.relay} tcp 443`,
    )
    const others = destinations.filter(
      (one) => !home.includes(one) && !known.has(one.slice(0, one.indexOf(' '))),
    )
    expect(others).toEqual([])
  }
  // By IPv6, of which the file of names says nothing.
  for (const name of names.asked) expect(['relay.sobani.test', 'turn.sobani.test']).toContain(name)
  const tunnels = services.proxy.asked.filter(
    (one) =>
      !/^(GET http:\/\/relay\.sobani\.test\/|CONNECT (relay\.sobani\.test:443|turn\.sobani\.test:(443|3478))$)/.test(
        one,
      ),
  )
  expect(tunnels).toEqual([])
}
