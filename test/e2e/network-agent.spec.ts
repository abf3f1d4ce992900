import { ownAddress, startTurnServer } from '../turn-server'
import { expect, startRelay, test } from './stage'

const PORT = 34_781
const urls = () => [`turn:${ownAddress()}:${PORT}`, `turn:${ownAddress()}:${PORT}?transport=tcp`]
const ways = ['http', 'websocket', 'polling', 'udp', 'turn'] as const

test.skip(process.platform !== 'linux', 'the TURN server of the tests is installed on Linux only')

test('the customer sees which ways are open, and again once one is not', async ({ newCustomer }) => {
  const relay = await startRelay({
    SOBANI_RELAY_TURN_URLS: urls().join(),
    SOBANI_RELAY_TURN_SECRET: 'a-secret-of-that-server',
  })
  const server = await startTurnServer({ port: PORT })
  try {
    const { customer } = await newCustomer({ relay: relay.address })
    const { page } = customer
    const line = (id: string) => page.locator(`[data-check=${id}]`)
    await customer.sees('environment')
    for (const id of ways) await expect(line(id)).toHaveAttribute('data-verdict', 'pass')
    await expect(line('https')).toContainText('使いません')
    await expect(line('proxy')).toHaveAttribute('data-verdict', 'pass')
    await expect(line('turn')).toContainText(`${ownAddress()}:${PORT}`)

    await server.stop()
    await customer.button('environment.again').click()
    for (const id of ['udp', 'turn']) await expect(line(id)).toContainText('通りませんでした')
    for (const id of ['http', 'websocket', 'polling'])
      await expect(line(id)).toHaveAttribute('data-verdict', 'pass')
    await expect(customer.button('environment.next')).toBeEnabled()
  } finally {
    await server.stop()
    await relay.stop()
  }
})
