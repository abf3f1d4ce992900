import { familyOf } from '../../scripts/play/processes'
import type { EndReason } from '../../src/shared/protocol'
import { expectAgentEnded, expectConsoleEnded, expectReleased, toLive } from './session'
import { type Call, startRelay, test } from './stage'

/** Within this time the other side must know. */
const LIMIT_MS = 10_000

test('a relay that dies is noticed on both sides', async ({ newCustomer, newOperator }) => {
  const relay = await startRelay()
  try {
    const [{ agent, customer }, operator] = await Promise.all([
      newCustomer({ relay: relay.address }),
      newOperator({ relay }),
    ])
    await toLive({ customer, operator })
    relay.child.process.kill('SIGKILL')
    await Promise.all([
      measured('the agent', expectAgentEnded({ customer }, 'relay-lost', LIMIT_MS)),
      measured('the console', expectConsoleEnded({ operator }, 'relay-lost', LIMIT_MS)),
    ])
    await expectReleased(agent.pid)
  } finally {
    await relay.stop()
  }
})

test('an operator who ends, or whose page or browser is closed, is noticed by the agent', async ({
  newCustomer,
  newOperator,
}) => {
  const { agent, customer } = await newCustomer()
  const ways: ReadonlyArray<readonly [(operator: Call['operator']) => Promise<void>, EndReason]> = [
    [(operator) => operator.ends(), 'operator'],
    [(operator) => operator.page.close(), 'operator-gone'],
    [(operator) => operator.context.close(), 'operator-gone'],
  ]
  for (const [leave, reason] of ways) {
    const operator = await newOperator()
    await toLive({ customer, operator })
    await leave(operator)
    await measured(`the agent, after ${leave}`, expectAgentEnded({ customer }, reason, LIMIT_MS))
    await expectReleased(agent.pid)
  }
})

test('an agent that is killed is noticed by the console', async ({ call }) => {
  await toLive(call)
  process.kill(call.agent.pid, 'SIGKILL')
  await measured('the console', expectConsoleEnded(call, 'agent-gone', LIMIT_MS))
})

test('a PC that stands still is noticed by the console, and says so itself when it goes on', async ({
  call,
}) => {
  await toLive(call)
  const family = await familyOf(call.agent.pid)
  const all = (signal: NodeJS.Signals) => {
    for (const pid of family) process.kill(pid, signal)
  }
  all('SIGSTOP')
  try {
    await measured('the console', expectConsoleEnded(call, 'agent-gone', LIMIT_MS))
  } finally {
    all('SIGCONT')
  }
  await call.customer.sees('ended')
  await expectReleased(call.agent.pid)
})

/** Notes in the report how long the other side took to know. */
async function measured(who: string, known: Promise<void>): Promise<void> {
  const from = Date.now()
  await known
  test.info().annotations.push({ type: 'noticed', description: `${who}: ${Date.now() - from} ms` })
}
