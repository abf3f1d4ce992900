import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import { recordPeers, seenByPeers } from './peers'
import { changedProfile, relayCommand, startService } from './service'
import {
  expectConsoleEnded,
  expectReleased,
  ja,
  receiptLine,
  toApproval,
  toDecision,
  toLive,
} from './session'
import { type Call, expect, test } from './stage'

const report = ({ customer }: Pick<Call, 'customer'>) => customer.button('report.button')
const state = ({ customer }: Pick<Call, 'customer'>) => customer.page.locator('main [data-report]')

/** The customer's own side of it, once the company knows. */
async function expectReported(call: Pick<Call, 'customer'>): Promise<void> {
  const { page } = call.customer
  await call.customer.sees('ended')
  await expect(page.locator('main .notice').first()).toHaveText(ja('ended.reported'))
  await expect(state(call)).toHaveAttribute('data-report', 'told')
  await expect(state(call)).toHaveText(ja('report.told'))
  await expect(page.locator('main')).toContainText(ja('report.advice'))
  await expect(page.locator('.hotlines strong')).toHaveText(['188', '#9110'])
  await expect(receiptLine(call, 'receipt.reason')).toHaveText(ja('ended.reported'))
}

test('a click on what is suspicious ends it, tells the company, and not the operator', async ({
  world,
  newCustomer,
  newOperator,
}) => {
  test.setTimeout(120_000)
  const [{ agent, customer }, operator] = await Promise.all([
    newCustomer(),
    newOperator({ prepare: recordPeers }),
  ])
  const call = { customer, operator }
  const began = new Date().toISOString()
  const sessions: string[] = []
  const noteSession = async () => {
    sessions.push((await customer.page.locator('main .receipt').getAttribute('data-session')) ?? '')
  }

  await test.step('before anything was allowed', async () => {
    await toApproval(call)
    await report(call).click()
    await expectReported(call)
    await expectConsoleEnded(call, 'refused')
    await noteSession()
  })

  await test.step('at the question, by the keyboard; the default answer stays the refusal', async () => {
    await toDecision(call)
    await expect(customer.button('approval.deny')).toBeFocused()
    for (const key of ['approval.allow', 'report.button'] as const) {
      await customer.page.keyboard.press('Shift+Tab')
      await expect(customer.button(key)).toBeFocused()
    }
    await customer.page.keyboard.press('Enter')
    await expectReported(call)
    await expectConsoleEnded(call, 'refused')
    await noteSession()
  })

  await test.step('while the screen is shown: nothing of it is held any more', async () => {
    await toLive(call)
    await expect(report(call)).toHaveAccessibleDescription(ja('report.hint'))
    await report(call).click()
    await expectReported(call)
    await expectConsoleEnded(call, 'customer')
    await expectReleased(agent.pid)
    await noteSession()
    const { violations } = await new AxeBuilder({ page: customer.page }).setLegacyMode(true).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
  })

  const { messages } = await seenByPeers(operator.page)
  expect(messages.join()).not.toContain('reported')
  await expect(operator.page.locator('body')).not.toContainText('あやしい')

  const rows = (await relayCommand(world.relay, 'report', 'list', '--since', began)).map((line) =>
    line.split('\t').slice(1),
  )
  expect(rows).toEqual(sessions.map((session) => [world.relay.user, session, 'reported']))
  for (const session of sessions) {
    const audit = await relayCommand(world.relay, 'audit', 'list', '--session', session)
    expect(audit.filter((line) => line.includes('\treported\t'))).toHaveLength(2)
    expect(world.relay.log()).toContain(`"session":"${session}"`)
  }
})

test('a relay that cannot be reached is told as soon as it can', async ({
  world,
  newCustomer,
  newOperator,
}) => {
  const began = new Date().toISOString()
  let road = await openRoad(world.relay.address)
  try {
    const [{ customer }, operator] = await Promise.all([
      newCustomer({ relay: `http://127.0.0.1:${road.port}` }),
      newOperator(),
    ])
    const call = { customer, operator }
    await toLive(call)
    await road.close()
    await report(call).click()
    await customer.sees('ended')
    await expect(state(call)).toHaveText(ja('report.telling'))
    road = await openRoad(world.relay.address, road.port)
    await expectReported(call)
    expect(await relayCommand(world.relay, 'report', 'list', '--since', began)).toHaveLength(1)
    await expectConsoleEnded(call, 'customer')
  } finally {
    await road.close()
  }
})

/** The way to a relay, which can be cut: a relay itself may take longer to start than a report is tried. */
async function openRoad(relay: string, port = 0) {
  const { hostname, port: onward } = new URL(relay)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const other = connect({ port: Number(onward), host: hostname })
    for (const end of [socket, other]) {
      sockets.add(end)
      end.on('error', () => end.destroy())
      end.on('close', () => {
        socket.destroy()
        other.destroy()
        sockets.delete(end)
      })
    }
    socket.pipe(other).pipe(socket)
  })
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  return {
    port: (server.address() as AddressInfo).port,
    /** Idempotent. */
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

test('where the relay stays away, it is said, with the number to call', async ({
  newCustomer,
  newOperator,
}) => {
  const profile = await changedProfile({})
  const service = await startService(profile)
  try {
    const [{ agent, customer }, operator] = await Promise.all([
      newCustomer({ relay: service.address }),
      newOperator({ relay: service.relay() }),
    ])
    const call = { customer, operator }
    await toLive(call)
    await service.stop()
    await report(call).click()
    await customer.sees('ended')
    await expectReleased(agent.pid)
    await expect(state(call)).toHaveAttribute('data-report', 'telling')
    await expect(state(call)).toHaveText(ja('report.untold'), { timeout: 30_000 })
    await expect(customer.page.locator('main .desk .phone')).toHaveText(profile.phone)
    await expectConsoleEnded(call, 'customer')
  } finally {
    await service.close()
  }
})
