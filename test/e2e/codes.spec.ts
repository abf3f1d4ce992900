import type { TextKey } from '../../src/shared/texts'
import { expectEnded, ja } from './session'
import { type Call, expect, startRelay, test } from './stage'

type Pair = Pick<Call, 'customer'>

test('every code that does not work has its own sentence, and too many of them are refused', async ({
  newCustomer,
  newOperator,
}) => {
  // Guesses are counted by the relay: this one is for this test alone.
  const relay = await startRelay()
  try {
    const [{ customer }, operator] = await Promise.all([
      newCustomer({ relay: relay.address }),
      newOperator({ relay }),
    ])
    const cancelled = await operator.opensSession()
    await operator.button('console.code.cancel').click()
    await operator.sees('desk')
    const code = await operator.opensSession()
    await customer.comesToCode()

    await customer.enterCode(code.slice(0, 5))
    await expectProblem({ customer }, 'code.short')
    await customer.enterCode(otherThan(code))
    await expectProblem({ customer }, 'error.code-unknown')
    // The relay counts codes in whole minutes; one that the operator gave up has run out at once.
    await customer.enterCode(cancelled)
    await expectProblem({ customer }, 'error.code-expired')

    await test.step('full-width digits, a space and a hyphen are the same code', async () => {
      const wide = [...code].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join('')
      await customer.enterCode(`${wide.slice(0, 3)}　-${wide.slice(3)}`)
      await customer.sees('approval')
      await customer.button('approval.deny').click()
      await expectEnded({ customer, operator }, 'refused')
    })

    await customer.button('ended.again').click()
    await customer.comesToCode()
    await customer.enterCode(code)
    await expectProblem({ customer }, 'error.code-used')

    // Ten wrong ones in ten minutes are let pass; three are gone.
    for (let go = 0; go < 7; go += 1) {
      await customer.enterCode(otherThan(code))
      await expectProblem({ customer }, 'error.code-unknown')
    }
    await operator.backToDesk()
    await customer.enterCode(await operator.opensSession())
    await expectProblem({ customer }, 'error.too-many-attempts')
  } finally {
    await relay.stop()
  }
})

test('a relay that is gone by then, or was never set, is said to be so', async ({ newCustomer }) => {
  const relay = await startRelay()
  try {
    const { agent, customer } = await newCustomer({ relay: relay.address })
    await customer.comesToCode()
    await relay.stop()
    await customer.enterCode('123456')
    await expectProblem({ customer }, 'error.relay-unreachable')
    await agent.stop()
  } finally {
    await relay.stop()
  }
  // Neither encrypted nor on this machine: never taken.
  for (const address of [null, 'http://192.0.2.1:8470']) {
    const { agent, customer } = await newCustomer({ relay: address })
    await customer.comesToCode()
    await customer.enterCode('123456')
    await expectProblem({ customer }, 'error.relay-not-set')
    await agent.stop()
  }
})

async function expectProblem({ customer }: Pair, problem: TextKey): Promise<void> {
  await expect(customer.page.locator('#code-problem')).toHaveText(ja(problem))
  await expect(customer.page.locator('#code')).not.toHaveAttribute('readonly')
  await customer.sees('code')
}

const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
