import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Authority, makeAuthority } from '../../scripts/network/authority'
import { ownAddress } from '../turn-server'
import { listening, type SecureFront, startSecureFront } from './fronts'
import { checkOf } from './lines'
import { startProxy } from './proxy-server'
import { changedProfile, type Service, startService } from './service'
import { expectEnded, ja, toLive } from './session'
import { expect, test } from './stage'

test.skip(process.platform !== 'linux', 'where authorities and proxies are set up is told for Linux only')

/** A name that the proxy alone can look up: nothing else leads there. */
const OUTSIDE = 'relay.office.test'

let service: Service
let authority: Authority
let front: SecureFront
test.beforeAll(async () => {
  const profile = await changedProfile({})
  ;[service, authority] = await Promise.all([startService(profile), makeAuthority(ownAddress(), OUTSIDE)])
  front = await startSecureFront(service.address, ownAddress(), authority)
  const { environment, ...rest } = profile
  const network = { ...environment.network, httpPort: front.httpPort, httpsPort: front.httpsPort }
  await service.stop()
  await service.write(JSON.stringify({ ...rest, environment: { ...environment, network } }))
  await service.start()
})
test.afterAll(async () => {
  front.close()
  await Promise.all([service.close(), authority.close()])
})

test('a relay behind TLS is reached where its authority is trusted, and nowhere else', async ({
  newCustomer,
  newOperator,
}) => {
  const [{ agent, customer }, stranger, operator] = await Promise.all([
    newCustomer({ relay: front.address, env: { HOME: authority.home } }),
    newCustomer({ relay: front.address }),
    newOperator({ relay: service.relay() }),
  ])
  await customer.checked()
  const main = agent.page.locator('main')
  expect(await checkOf(main, 'https')).toMatchObject({
    verdict: 'pass',
    text: expect.stringContaining(`${ownAddress()}:${front.httpsPort}`),
  })
  expect(await checkOf(main, 'http')).toMatchObject({
    verdict: 'pass',
    text: expect.stringContaining(`${ownAddress()}:${front.httpPort}`),
  })
  expect((await checkOf(main, 'polling')).verdict).toBe('pass')
  expect((await checkOf(main, 'proxy')).text).toContain(ja('found.none'))

  await stranger.customer.checked()
  const strange = stranger.agent.page.locator('main')
  expect(await checkOf(strange, 'https')).toMatchObject({
    verdict: 'fail',
    text: expect.stringContaining(ja('advice.https-blocked')),
  })
  for (const id of ['websocket', 'polling']) expect((await checkOf(strange, id)).verdict).toBe('fail')

  await toLive({ customer, operator })
  await customer.button('live.disconnect').click()
  await expectEnded({ customer, operator }, 'customer')
})

test('a proxy that is set up by hand is in the way, and everything passes through it', async ({
  newCustomer,
}) => {
  const proxy = await startProxy()
  try {
    const address = `http://${proxy.place}`
    const { agent, customer } = await newCustomer({
      relay: front.address,
      env: { HOME: authority.home, http_proxy: address, https_proxy: address },
    })
    await customer.checked()
    const main = agent.page.locator('main')
    const line = await checkOf(main, 'proxy')
    expect(line.verdict).toBe('warn')
    expect(line.text).toContain(ja('found.manual'))
    expect(line.text).toContain(ja('advice.proxy-used'))
    for (const id of ['http', 'https', 'polling']) expect((await checkOf(main, id)).verdict).toBe('pass')
    expect(proxy.asked).toContain(`GET http://${ownAddress()}:${front.httpPort}/healthz`)
    expect(proxy.asked).toContain(`CONNECT ${ownAddress()}:${front.httpsPort}`)
  } finally {
    proxy.close()
  }
})

test('where nothing but a proxy leads out, a session is joined through it', async ({
  newCustomer,
  newOperator,
}) => {
  const proxy = await startProxy(null, { [OUTSIDE]: ownAddress() })
  try {
    const address = `http://${proxy.place}`
    const [{ agent, customer }, operator] = await Promise.all([
      newCustomer({
        relay: `https://${OUTSIDE}:${front.httpsPort}`,
        env: { HOME: authority.home, http_proxy: address, https_proxy: address },
      }),
      newOperator({ relay: service.relay() }),
    ])
    await customer.checked()
    const main = agent.page.locator('main')
    expect((await checkOf(main, 'polling')).verdict).toBe('pass')
    expect((await checkOf(main, 'websocket')).verdict).not.toBe('pass')
    await toLive({ customer, operator })
    await customer.button('live.disconnect').click()
    await expectEnded({ customer, operator }, 'customer')
    expect(new Set(proxy.asked.filter((one) => one.startsWith('CONNECT ')))).toEqual(
      new Set([`CONNECT ${OUTSIDE}:${front.httpsPort}`]),
    )
  } finally {
    proxy.close()
  }
})

test('a proxy that asks for a password says so', async ({ newCustomer }) => {
  const proxy = await startProxy('secret')
  try {
    const address = `http://${proxy.place}`
    const { agent, customer } = await newCustomer({
      relay: front.address,
      env: { HOME: authority.home, http_proxy: address, https_proxy: address },
    })
    await customer.checked()
    const main = agent.page.locator('main')
    const line = await checkOf(main, 'proxy')
    expect(line.verdict).toBe('warn')
    expect(line.text).toContain(ja('found.manual'))
    expect(line.text).toContain(ja('advice.proxy-authentication'))
    expect((await checkOf(main, 'http')).verdict).toBe('warn')
    expect((await checkOf(main, 'https')).verdict).toBe('fail')
  } finally {
    proxy.close()
  }
})

test('a proxy that a PAC file names is found, by the settings of a desktop', async ({ newCustomer }) => {
  const proxy = await startProxy()
  let direct = false
  const script = createServer((_, answer) => {
    const way = direct ? 'DIRECT' : `PROXY ${proxy.place}`
    answer.writeHead(200, { 'content-type': 'application/x-ns-proxy-autoconfig' })
    answer.end(`function FindProxyForURL(url, host) { return '${way}' }`)
  })
  const folder = await mkdtemp(join(tmpdir(), 'sobani-desktop-'))
  try {
    const pac = `${await listening(script)}/proxy.pac`
    await mkdir(join(authority.home, '.config'), { recursive: true })
    await writeFile(
      join(authority.home, '.config', 'kioslaverc'),
      `[Proxy Settings]\nProxyType=2\nProxy Config Script=${pac}\n`,
    )
    const { agent, customer } = await newCustomer({
      relay: front.address,
      env: { HOME: authority.home, XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '5' },
    })
    await customer.checked()
    const main = agent.page.locator('main')
    expect(await checkOf(main, 'proxy')).toMatchObject({
      verdict: 'warn',
      text: expect.stringContaining(ja('found.pac')),
    })
    expect((await checkOf(main, 'https')).verdict).toBe('pass')
    expect(proxy.asked).toContain(`CONNECT ${ownAddress()}:${front.httpsPort}`)

    // A script that leads past every proxy: none is in the way.
    direct = true
    await customer.checkAgain()
    expect(await checkOf(main, 'proxy')).toMatchObject({
      verdict: 'pass',
      text: expect.stringContaining(ja('found.none')),
    })
  } finally {
    script.closeAllConnections()
    script.close()
    proxy.close()
    await rm(folder, { recursive: true, force: true })
  }
})
