import { refuseWebSockets } from './fronts'
import { expectEnded } from './session'
import { expect, test } from './stage'

test('where a proxy refuses WebSockets, the session is joined by long polling', async ({
  world,
  newCustomer,
  newOperator,
}) => {
  const front = await refuseWebSockets(world.relay.address)
  try {
    const [{ customer }, operator] = await Promise.all([newCustomer({ relay: front.address }), newOperator()])
    const code = await operator.opensSession()
    await customer.comesToCode()
    // The check of the network has asked, too.
    front.asked.splice(0)
    await customer.joins(code)
    await operator.firstFrame()
    expect(front.asked[0]).toBe('upgrade')
    expect(front.asked.filter((transport) => transport === 'polling').length).toBeGreaterThan(2)
    await customer.button('live.disconnect').click()
    await expectEnded({ customer, operator }, 'customer')
  } finally {
    front.close()
  }
})
