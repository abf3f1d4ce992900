import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { Customer } from '../../scripts/play/customer'
import { PACKED_FOLDER, PACKED_PROGRAM, startPacked } from './packed-agent'
import { expect, test } from './stage'

/** A fuse's byte in the program: the characters 1 and 0. */
const ENABLED = 49
const DISABLED = 48

test.describe('the packed agent', () => {
  test.skip(process.platform !== 'linux', 'packed and driven on Linux only')

  test('goes the whole journey', async ({ world, newOperator }) => {
    const packed = await startPacked({
      relay: world.relay.address,
      display: world.display?.display ?? process.env.DISPLAY ?? '',
    })
    try {
      const customer = new Customer(packed.page)
      const operator = await newOperator()
      await customer.comesToLive(await operator.opensSession())
      await operator.firstFrame()
      await customer.button('live.disconnect').click()
      await customer.sees('ended')
      await operator.sees('ended')
      await expect(customer.page.locator('[data-session]')).toBeVisible()
    } finally {
      await packed.stop()
    }
  })

  test('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(PACKED_PROGRAM)
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ]
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ]
    expect(on.map((fuse) => wire[fuse])).toEqual(on.map(() => ENABLED))
    expect(off.map((fuse) => wire[fuse])).toEqual(off.map(() => DISABLED))
  })

  test('carries its own code, documents and profiles, and nothing else', async () => {
    const files = listPackage(join(PACKED_FOLDER, 'resources', 'app.asar'), { isPack: false })
    const strange = files.filter((file) => !/^\/(package\.json|(out|assets|profiles)(\/|$))/.test(file))
    expect(strange).toEqual([])
    expect(files.filter((file) => /\.map$|\.ts$|node_modules|test/.test(file))).toEqual([])
    expect(await readdir(join(PACKED_FOLDER, 'resources'))).toEqual(['app.asar'])
  })
})
