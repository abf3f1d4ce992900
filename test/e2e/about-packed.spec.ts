import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { listPackage } from '@electron/asar'
import { Customer } from '../../scripts/play/customer'
import { PACKED_FOLDER, startPacked } from './packed-agent'
import { expect, test } from './stage'

test.skip(process.platform !== 'linux', 'packed and driven on Linux only')

test('the packed agent shows what it is and every licence before anything was agreed to', async ({
  world,
}) => {
  const packed = await startPacked({
    relay: world.relay.address,
    display: world.display?.display ?? process.env.DISPLAY ?? '',
  })
  try {
    const customer = new Customer(packed.page)
    await customer.sees('documents')
    await customer.button('about.open').click()
    const about = packed.page.locator('[data-dialog=about]')
    const running = await packed.page.evaluate(
      () => /Chrome\/([\d.]+)/.exec(navigator.userAgent)?.[1] ?? 'none',
    )
    // The user agent may tell the first number only.
    await expect(about).toContainText(`Chromium ${running.split('.')[0]}.`)
    await about.locator('details').first().locator('summary').click()
    await expect(about.locator('.licence-text').first()).toContainText('Apache License')
    expect(await about.locator('details').count()).toBeGreaterThan(30)
    await customer.button('about.close').click()
    await expect(about).toBeHidden()
    await customer.sees('documents')
  } finally {
    await packed.stop()
  }
})

test('the licences of the runtime lie where the agent says', async () => {
  for (const name of ['LICENSE.electron.txt', 'LICENSES.chromium.html'])
    await access(join(PACKED_FOLDER, name))
  const files = listPackage(join(PACKED_FOLDER, 'resources', 'app.asar'), { isPack: false })
  expect(files).toContain('/out/licences.json')
  // For whoever packs and for auditors, not for customers' PCs.
  expect(files.filter((file) => /sbom|packages-/.test(file))).toEqual([])
})
