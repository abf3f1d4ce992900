import { readFile } from 'node:fs/promises'
import { expectEnded, ja, receiptLine, toLive } from './session'
import { expect, test } from './stage'

test('one picture is saved each time the customer allows it, and never else', async ({ call }) => {
  const { customer, operator } = call
  const saved: string[] = []
  operator.page.on('download', (download) => saved.push(download.suggestedFilename()))
  await toLive(call)
  const card = operator.page.locator('[data-testid=still]')
  const ask = async () => {
    await card.getByRole('button').click()
    await expect(card).toHaveAttribute('data-still', 'asked')
    await expect(card.getByRole('button')).toHaveAttribute('aria-disabled', 'true')
    await expect(customer.page.getByRole('heading', { name: ja('live.still.heading') })).toBeVisible()
  }

  await ask()
  await customer.button('live.still.no').click()
  await expect(card).toHaveAttribute('data-still', 'refused')
  await expect(card).toContainText(ja('console.still.refused'))

  // Nothing can be asked of a picture that is not there.
  await customer.button('live.pause').click()
  await expect(operator.page.locator('[data-reason-shown=paused]')).toBeVisible()
  await expect(card.getByRole('button')).toHaveAttribute('aria-disabled', 'true')
  await customer.button('live.unpause').click()
  await expect(operator.page.locator('.stage[data-covered=false]')).toBeVisible()

  await ask()
  expect(saved).toEqual([])
  const [download, size] = await Promise.all([
    operator.page.waitForEvent('download'),
    operator.page
      .locator('#screen')
      .evaluate((video: HTMLVideoElement) => [video.videoWidth, video.videoHeight]),
    customer.button('live.still.yes').click(),
  ])
  await expect(card).toHaveAttribute('data-still', 'granted')
  expect(download.suggestedFilename()).toMatch(/^sobani-\d{4}-\d\d-\d\d-\d{6}\.png$/)
  const file = await readFile(await download.path())
  expect(file.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
  expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual(size)
  expect(size).toEqual([1920, 1080])

  await customer.button('live.disconnect').click()
  await expectEnded(call, 'customer')
  expect(saved).toHaveLength(1)
  const lines = receiptLine(call, 'paper.stills').locator('[data-still]')
  await expect(lines).toHaveCount(2)
  expect(await lines.evaluateAll((all) => all.map((line) => line.getAttribute('data-still')))).toEqual([
    'refused',
    'granted',
  ])
  await expect(operator.page.locator('main')).toContainText(ja('console.ended.stills-stay', { count: 1 }))
})
