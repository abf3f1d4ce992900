import { setTimeout as pause } from 'node:timers/promises'
import { open as openNetwork } from '../../scripts/network/topology'
import { familyOf } from '../../scripts/play/processes'
import { reasonToSkip } from '../network/ground'
import { expectOutsidersGetNothing } from './net-outsiders'
import { overhear, overheard } from './net-overheard'
import { expectBack, expectLost, framesGoOn, liveWords, note } from './net-session'
import { type NetStage, openNetStage } from './net-stage'
import { expectAgentEnded, expectConsoleEnded, expectEnded, expectReleased, ja, toLive } from './session'
import { expect, test } from './stage'

// What a session outlives, and how it ends where it does not; real networks, relay and browser. Several acts share one
// session, because laying a network and starting all of it takes longest.

const reason = reasonToSkip()
test.skip(reason !== null, reason ?? '')

let stage: NetStage
const begin = async (world: Parameters<typeof openNetStage>[0], resumeSeconds: number) => {
  stage = await openNetStage(world, { lay: openNetwork, resumeSeconds })
  await toLive(stage)
}
test.afterEach(() => stage?.close())

test('a session resumes by itself, with the same words and without a code', async ({ world }) => {
  test.setTimeout(240_000)
  await begin(world, 60)
  const { network, agent, operator, sent } = stage
  const words = await liveWords(stage)
  const sameSession = async () => {
    expect(await liveWords(stage)).toEqual(words)
    await expect(operator.page.locator('main[data-screen=session][data-stage=live]')).toBeVisible()
  }

  await test.step('after 20 s without a network, while strangers try to get in', async () => {
    const cutAt = Date.now()
    await network.cut()
    await expectLost(stage)
    await expectOutsidersGetNothing(stage)
    await pause(cutAt + 20_000 - Date.now())
    await expectLost(stage)
    const restored = await restore()
    await expectBack(stage, '20 s without a network', restored)
    await sameSession()
  })

  await test.step('with another address', async () => {
    const before = network.addresses().customer
    const now = await network.changeAddress()
    const changed = Date.now()
    expect(now).not.toBe(before)
    // A frame of before may still wait in a buffer: the link has to be seen at the new address first.
    const followed = async () =>
      (await sent.operator.destinations()).some((one) => one.startsWith(`${now} udp `))
    await expect.poll(followed, { timeout: 10_000, intervals: [100] }).toBe(true)
    note(`another address: the other end spoke to it after ${Date.now() - changed} ms`)
    await expectBack(stage, 'another address, from there on')
    await sameSession()
  })

  await test.step('after a sleep', async () => {
    const family = await familyOf(agent.pid)
    const all = (signal: NodeJS.Signals) => {
      for (const pid of family) process.kill(pid, signal)
    }
    all('SIGSTOP')
    try {
      await expect(operator.page.getByTestId('cover')).toHaveAttribute('data-reason-shown', 'contact', {
        timeout: 12_000,
      })
      await pause(3_000)
    } finally {
      all('SIGCONT')
    }
    await expectBack(stage, 'a sleep')
    await sameSession()
  })

  for (const how of ['SIGKILL', 'SIGTERM'] as const)
    await test.step(`while the relay is ended by ${how} and comes back, and after that`, async () => {
      const backBefore = timesBack()
      await stage.stopRelay(how)
      const status = operator.page.locator('.bar .state[role=status]')
      await expect(status).toContainText(ja('console.state.relay-lost'))
      await framesGoOn(stage)
      await expect(operator.page.locator('main[data-stage=live][data-picture=running]')).toBeVisible()
      const started = Date.now()
      await stage.startRelay()
      await expect(status).not.toContainText(ja('console.state.relay-lost'))
      await expect.poll(timesBack, { timeout: 15_000 }).toBeGreaterThan(backBefore)
      note(
        `relay after ${how}: both ends are back ${Date.now() - started} ms after it was started, its own start included`,
      )
      await framesGoOn(stage)

      await network.cut()
      await expectLost(stage)
      await expectBack(stage, `a cut after ${how}`, await restore())
      await sameSession()
    })

  await stage.customer.button('live.disconnect').click()
  await expectEnded(stage, 'customer')
})

test('a console with new keys sees nothing before the customer says yes to new words', async ({ world }) => {
  test.setTimeout(150_000)
  await begin(world, 60)
  const { network, agent, customer, operator } = stage
  const { page } = operator
  const first = await liveWords(stage)
  await overhear(page)

  const expectAsked = async () => {
    const question = customer.page.locator('[data-question=words]')
    await question.waitFor()
    await expect(page.locator('main[data-screen=session][data-stage=waiting]')).toBeVisible()
    await expect(page.getByRole('heading', { name: ja('console.again.heading') })).toBeVisible()
    expect(await liveWords(stage)).not.toEqual(first)
    await expectReleased(agent.pid)
    // What the console does not show, it does not have either.
    await pause(2_000)
    expect(await overheard(page)).toEqual({ said: ['alive', 'hello', 'reveal'], frames: 0 })
    for (const shown of ['#screen', '[data-check]', '[data-item]'])
      await expect(page.locator(shown)).toHaveCount(0)
  }

  await test.step('the words are the same', async () => {
    await page.reload()
    await expectAsked()
    const said = Date.now()
    await customer.button('live.words.same').click()
    await expectBack(stage, 'yes to new words', said)
    await expect(page.locator('[data-check]').first()).toBeVisible()
    await framesGoOn(stage)
    expect((await overheard(page)).frames).toBeGreaterThan(0)
  })

  await test.step('the words differ, after the page was loaded anew while the customer was away', async () => {
    await network.cut()
    await expectLost(stage)
    await page.reload()
    await expect(page.getByTestId('cover')).toHaveAttribute('data-reason-shown', 'contact')
    await network.restore()
    await expectAsked()
    await customer.button('live.words.differ').click()
    await expectEnded(stage, 'words-differ')
    await expectReleased(agent.pid)
    await page.reload()
    await operator.sees('desk')
  })

  await test.step('the customer ends it while the network is gone, and the operator learns it later', async () => {
    await toLiveAgain()
    await network.cut()
    const clicked = Date.now()
    await customer.button('live.disconnect').click()
    await expectAgentEnded(stage, 'customer', 2_000)
    await expectReleased(agent.pid)
    note(`disconnected without a network: ended and released after ${Date.now() - clicked} ms`)
    await pause(3_000)
    await expect(page.locator('main[data-screen=session]')).toBeVisible()
    const restored = await restore()
    await expectConsoleEnded(stage, 'customer')
    note(`the operator knew ${Date.now() - restored} ms after the network was back`)
  })
})

test('an end that stays away for too long ends the session on both sides', async ({ world }) => {
  test.setTimeout(150_000)
  const limit = 5
  const late = limit * 1_000 + 12_000
  await begin(world, limit)
  const { network, agent, customer, operator } = stage

  await test.step("the customer's network", async () => {
    await network.cut()
    await Promise.all([
      expectAgentEnded(stage, 'network', late),
      expectConsoleEnded(stage, 'agent-gone', late),
    ])
    await expectReleased(agent.pid)
    await network.restore()
  })

  await test.step('the customer ended it, and the network does not come back in time', async () => {
    await toLiveAgain()
    await network.cut()
    await customer.button('live.disconnect').click()
    await expectAgentEnded(stage, 'customer', 2_000)
    await expectReleased(agent.pid)
    await expectConsoleEnded(stage, 'agent-gone', late)
    await network.restore()
  })

  await test.step("the operator's tab", async () => {
    await toLiveAgain()
    const other = await stage.newOperator()
    await operator.page.close()
    await expectAgentEnded(stage, 'operator-gone', late)
    await expectReleased(agent.pid)
    stage = { ...stage, operator: other }
  })

  await test.step('the relay', async () => {
    await toLiveAgain()
    await stage.stopRelay('SIGKILL')
    await Promise.all([
      expectAgentEnded(stage, 'relay-lost', late),
      expectConsoleEnded(stage, 'relay-lost', late),
    ])
    await expectReleased(agent.pid)
  })
})

async function restore(): Promise<number> {
  await stage.network.restore()
  return Date.now()
}

const timesBack = () => stage.agent.log().split('back by').length

/** After an end. */
const toLiveAgain = () => toLive(stage)
