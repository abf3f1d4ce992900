import { refuseWebSockets } from './fronts'
import { expectEnded, toLive } from './session'
import { expect, test } from './stage'

test('where a proxy refuses WebSockets, the session is joined by long polling', async ({
  world,
  newCustomer,
  newOperator,
}) => {
  const front = await refuseWebSockets(world.relay.address)
  try {
    const [{ customer }, operator] = await Promise.all([newCustomer({ relay: front.address }), newOperator()])
    await toLive({ customer, operator })
    expect(front.asked[0]).toBe('upgrade')
    expect(front.asked.filter((transport) => transport === 'polling').length).toBeGreaterThan(2)
    await customer.button('live.disconnect').click()
    await expectEnded({ customer, operator }, 'customer')
  } finally {
    front.close()
  }
})
