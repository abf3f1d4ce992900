import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { holdReasons } from '../../src/shared/picture'
import { displays, PosedAgent } from './posed-agent'
import { ja } from './session'
import { expect, test } from './stage'

/** Whether what lies over the picture hides it. */
const covered = (page: Page, yes: boolean) => page.locator(`.stage[data-covered=${yes}]`).waitFor()
const reasonOf = (page: Page) => page.locator('[data-reason]').getAttribute('data-reason')
const running = { type: 'picture', state: 'running' } as const

test('the picture is covered for every reason, and never shown again from before', async ({
  world,
  newOperator,
}) => {
  test.setTimeout(90_000)
  const operator = await newOperator()
  const { page } = operator
  const agent = await PosedAgent.join(world.browser, world.relay.address, await operator.opensSession())
  try {
    await agent.comesLive()
    await covered(page, false)
    for (const state of [...holdReasons, 'stalled', 'starting'] as const)
      await test.step(state, async () => {
        await agent.says({ type: 'picture', state })
        await page.locator(`main[data-picture=${state}]`).waitFor()
        await covered(page, true)
        // What the eye gets is the cover, to the last pixel of the picture's place.
        expect(await page.evaluate(topmost)).toEqual(['cover'])
        expect((await new AxeBuilder({ page }).include('.stage').analyze()).violations).toEqual([])
        await agent.says(running)
        await covered(page, false)
      })
    await test.step('no frame of before', async () => {
      await agent.says({ type: 'picture', state: 'paused' })
      await covered(page, true)
      await agent.draws('')
      await page.waitForTimeout(500)
      await agent.says(running)
      await page.waitForTimeout(1_000)
      await covered(page, true)
      await agent.draws('B')
      await covered(page, false)
    })
  } finally {
    await agent.close()
  }
})

test('a session outlives its link, its page and the words', async ({ world, newOperator }) => {
  test.setTimeout(90_000)
  const operator = await newOperator()
  const { page } = operator
  const agent = await PosedAgent.join(world.browser, world.relay.address, await operator.opensSession())
  const goesOn = async () => {
    await agent.opensLink()
    await agent.says({ type: 'again' }, running)
    await agent.shows()
    await covered(page, false)
  }
  try {
    await agent.comesLive()
    await covered(page, false)
    const words = await operator.words()

    await test.step('the link falls, and goes on with the same keys', async () => {
      await agent.cuts()
      await page.locator('main[data-picture=contact]').waitFor()
      await goesOn()
      expect(await operator.words()).toEqual(words)
      await expect(page.getByTestId('inventory')).toContainText('Windows 11 Pro')
    })
    await test.step('the agent loses link and relay', async () => {
      await agent.cuts()
      agent.leavesRelay()
      await page.locator('main[data-picture=contact]').waitFor()
      await agent.resumes()
      await goesOn()
    })
    await test.step('the agent has other keys: nothing is shown until it is sent again', async () => {
      await agent.opensLink(true)
      await agent.greets()
      await page.locator('main[data-stage=waiting]').waitFor()
      await expect(page.getByTestId('inventory')).toHaveCount(0)
      await expect(page.locator('video')).toHaveCount(0)
      expect(await operator.words()).not.toEqual(words)
      await agent.sendsAgreed()
      await agent.shows()
      await agent.says(running)
      await covered(page, false)
    })
    await test.step('the page is loaded anew', async () => {
      const before = await operator.words()
      await page.reload()
      await operator.sees('session')
      await agent.opensLink()
      await agent.greets()
      await page.locator('main[data-stage=waiting]').waitFor()
      expect(await operator.words()).not.toEqual(before)
      await agent.sendsAgreed()
      await agent.shows()
      await agent.says(running)
      await covered(page, false)
    })
    await test.step('claims to go on with other keys are a breach', async () => {
      await agent.opensLink(true)
      await agent.says({ type: 'again' })
      await operator.sees('ended')
      expect(await page.locator('[data-reason]').getAttribute('data-refused')).toBe('message-late')
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
    })
  } finally {
    await agent.close()
  }
})

test('an agent that stays away is given up after the time of its service', async ({ world, newOperator }) => {
  const operator = await newOperator()
  const agent = await PosedAgent.join(world.browser, world.relay.address, await operator.opensSession(), 5)
  try {
    await agent.comesLive()
    await covered(operator.page, false)
    await agent.cuts()
    agent.leavesRelay()
    await operator.sees('ended', 15_000)
    expect(await reasonOf(operator.page)).toBe('agent-gone')
  } finally {
    await agent.close()
  }
})

test('displays, stills and the quality of the connection', async ({ world, newOperator }) => {
  const operator = await newOperator()
  const { page } = operator
  const agent = await PosedAgent.join(world.browser, world.relay.address, await operator.opensSession())
  const last = () => agent.heard.filter(({ type }) => type !== 'alive').at(-1)
  const told = { type: 'displays' as const, displays: [...displays], shown: '1' }
  try {
    await agent.comesLive()
    await covered(page, false)
    const list = page.getByTestId('displays')
    await list.locator('[data-display="2"]').click()
    await expect.poll(last).toEqual({ v: 1, type: 'display-ask', display: '2' })
    await agent.says({ ...told, others: 'asked' })
    await list.locator('[data-display="3"]').click({ force: true })
    await agent.says({ ...told, others: 'refused' })
    await page.locator('[data-others=refused]').waitFor()
    expect(last()).toEqual({ v: 1, type: 'display-ask', display: '2' })

    const still = page.getByTestId('still')
    const files: string[] = []
    page.on('download', (file) => files.push(file.suggestedFilename()))
    for (const granted of [false, true]) {
      await still.locator('button').click()
      await page.locator('[data-still=asked]').waitFor()
      await agent.says({ type: 'still', granted })
      await page.locator(`[data-still=${granted ? 'granted' : 'refused'}]`).waitFor()
    }
    await expect.poll(() => files).toEqual([expect.stringMatching(/^sobani-.*\.png$/)])

    await expect(page.getByTestId('quality-path')).not.toHaveText('–')
    await expect(page.getByTestId('quality-resolution')).toHaveText(/\d+ × \d+/)
    await agent.says({ type: 'time-left', seconds: 200 })
    await expect(page.getByTestId('time-left')).toHaveClass(/short/)
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  } finally {
    await agent.close()
  }
})

test('a picture that comes smaller keeps its place', async ({ world, newOperator }) => {
  const operator = await newOperator()
  const { page } = operator
  const agent = await PosedAgent.join(world.browser, world.relay.address, await operator.opensSession())
  const widthThatCame = () => page.locator('#screen').evaluate((video: HTMLVideoElement) => video.videoWidth)
  const box = () => page.locator('#screen').boundingBox()
  try {
    await agent.comesLive()
    await covered(page, false)
    await page.getByRole('button', { name: ja('console.session.actual') }).click()
    await expect.poll(widthThatCame).toBe(1280)
    const whole = await box()
    expect(whole?.width).toBe(1280)
    for (const [times, width] of [
      [3, 427],
      [1, 1280],
      [2, 640],
    ] as const) {
      await agent.shrinks(times)
      await expect.poll(async () => Math.abs((await widthThatCame()) - width)).toBeLessThanOrEqual(1)
      expect(await box()).toEqual(whole)
    }
  } finally {
    await agent.close()
  }
})

/** The classes of what lies on top at many points of the picture's place. */
function topmost(): string[] {
  const { left, top, width, height } =
    document.querySelector('.stage')?.getBoundingClientRect() ?? new DOMRect()
  const found = new Set<string>()
  for (let x = 0.05; x < 1; x += 0.1)
    for (let y = 0.05; y < 1; y += 0.1) {
      const element = document.elementFromPoint(left + width * x, top + height * y)
      found.add(element?.closest('.cover, .picture')?.className ?? 'nothing')
    }
  return [...found]
}
