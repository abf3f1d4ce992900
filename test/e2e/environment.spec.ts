import { checkIds } from '../../src/shared/environment'
import { ownAddress, startTurnServer } from '../turn-server'
import { type Front, refuseSockets, refuseWebSockets } from './fronts'
import { checkOf, environmentOf } from './lines'
import { changedProfile, changedRule, type Service, startService } from './service'
import { forge, ja, toLive } from './session'
import { expect, test } from './stage'

test.skip(process.platform !== 'linux', 'the TURN server of the tests is installed on Linux only')

const TURN_PORT = 34_880
const phone = '0120-555-666'

let service: Service
test.beforeAll(async () => {
  service = await startService(await changedProfile({ phone }))
})
test.afterAll(() => service.close())

/** What Windows alone has is not on this machine's card. */
const lines = checkIds.filter((id) => id !== 'edition' && id !== 's-mode')

test('the customer sees every line, and the operator the same card without what was refused', async ({
  newCustomer,
  newOperator,
}) => {
  const urls = [`stun:${ownAddress()}:${TURN_PORT}`, `turn:${ownAddress()}:${TURN_PORT}`]
  const [turn, offering] = await Promise.all([
    startTurnServer({ port: TURN_PORT }),
    startService(await changedProfile({}), {
      SOBANI_RELAY_TURN_URLS: urls.join(),
      SOBANI_RELAY_TURN_SECRET: 'a-secret-of-that-server',
    }),
  ])
  try {
    const [{ customer }, operator] = await Promise.all([
      newCustomer({ relay: offering.address }),
      newOperator({ relay: offering.relay() }),
    ])
    await customer.checked()
    const shown = await environmentOf(customer.page.locator('main'))
    expect(shown.map(({ id }) => id)).toEqual(lines)
    for (const { id, texts } of shown) expect(texts.join(), `${id}`).not.toContain(ja('check.unread'))
    const udp = await checkOf(customer.page.locator('main'), 'udp')
    expect(udp).toMatchObject({
      verdict: 'pass',
      text: expect.stringContaining(`${ownAddress()}:${TURN_PORT}`),
    })
    expect((await checkOf(customer.page.locator('main'), 'turn')).verdict).toBe('pass')
    expect((await checkOf(customer.page.locator('main'), 'language')).text).toContain('日本語')

    await toLive({ customer, operator }, ['memory', 'free-space'])
    const arrived = await environmentOf(operator.page.locator('[data-testid=environment]'))
    expect(arrived.map(({ id, verdict }) => [id, verdict])).toEqual(
      shown.map(({ id, verdict }) => [id, verdict]),
    )
    for (const [place, line] of arrived.entries()) {
      const same = shown[place]?.texts ?? []
      const withheld = line.id === 'memory' || line.id === 'disk'
      expect(line.texts, `${line.id}`).toEqual(
        withheld ? same.map((text, part) => (part === 1 ? ja('check.withheld') : text)) : same,
      )
    }

    await customer.button('live.disconnect').click()
    await customer.sees('ended')
    await turn.stop()
    await customer.button('ended.again').click()
    await customer.checked()
    for (const id of ['udp', 'turn'] as const) {
      const line = await checkOf(customer.page.locator('main'), id)
      expect(line.verdict).toBe('warn')
      expect(line.text).toContain(ja(`advice.${id}-blocked`))
    }
  } finally {
    await Promise.all([turn.stop(), offering.close()])
  }
})

test('a fail ends before the code, names the desk, and is gone once the reason is', async ({
  newCustomer,
}) => {
  const serve = async (freeMb: number) => {
    await service.stop()
    await service.write(JSON.stringify(await changedRule({ freeMb }, { phone })))
    await service.start()
  }
  // A million GB.
  await serve(1e9)
  const { agent, customer } = await newCustomer({ relay: service.address })
  await customer.checked()
  const main = agent.page.locator('main')
  const full = await checkOf(main, 'disk')
  expect(full.verdict).toBe('fail')
  expect(full.text).toContain('1000000.0 GB')
  expect(full.text).toContain(ja('advice.disk-full'))
  await expect(main.locator('.notice')).toHaveText(ja('environment.failSome'))
  await expect(main.locator('.desk .phone')).toHaveText(phone)
  await expect(main.locator('.desk')).toContainText(ja('desk.hours'))
  await expect(main.locator('.desk dd').nth(1)).toHaveText(/毎日/)
  await expect(customer.button('environment.next')).toHaveCount(0)
  const late = { ok: false, error: 'message-late' }
  expect(await forge({ customer }, 'confirm-environment')).toEqual(late)
  expect(await forge({ customer }, 'enter-code', '123456')).toEqual(late)

  await serve(100)
  await customer.checkAgain()
  expect((await checkOf(main, 'disk')).verdict).toBe('pass')

  await service.stop()
  await customer.checkAgain()
  for (const id of ['websocket', 'polling']) {
    const line = await checkOf(main, id)
    expect(line.verdict).toBe('fail')
    expect(line.text).toContain(ja('advice.signalling-blocked'))
  }
  expect(await checkOf(main, 'http')).toMatchObject({
    verdict: 'warn',
    text: expect.stringContaining(ja('advice.http-blocked')),
  })
  await expect(main.locator('.desk .phone')).toHaveText(phone)

  await service.start()
  await customer.checkAgain()
  for (const id of ['http', 'websocket', 'polling']) expect((await checkOf(main, id)).verdict).toBe('pass')
  await customer.confirmEnvironment()
})

test('without WebSockets it goes on with a warning; without both kinds of socket it does not', async ({
  newCustomer,
}) => {
  const fronts: Front[] = []
  try {
    fronts.push(await refuseWebSockets(service.address))
    const { agent, customer } = await newCustomer({ relay: fronts[0]?.address ?? null })
    await customer.checked()
    const main = agent.page.locator('main')
    expect((await checkOf(main, 'websocket')).verdict).toBe('warn')
    expect((await checkOf(main, 'websocket')).text).toContain(ja('advice.websocket-blocked'))
    expect((await checkOf(main, 'polling')).verdict).toBe('pass')
    expect((await checkOf(main, 'http')).verdict).toBe('pass')
    await customer.confirmEnvironment()

    fronts.push(await refuseSockets(service.address))
    const other = await newCustomer({ relay: fronts[1]?.address ?? null })
    await other.customer.checked()
    const place = other.agent.page.locator('main')
    for (const id of ['websocket', 'polling']) {
      const line = await checkOf(place, id)
      expect(line.verdict).toBe('fail')
      expect(line.text).toContain(ja('advice.signalling-blocked'))
    }
    expect((await checkOf(place, 'http')).verdict).toBe('pass')
    await expect(other.customer.button('environment.next')).toHaveCount(0)
  } finally {
    for (const front of fronts) front.close()
  }
})
