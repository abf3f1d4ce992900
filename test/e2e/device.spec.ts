import { generateKeyPairSync } from 'node:crypto'
import { filesIn } from './kept-files'
import { choicesOf } from './lines'
import { changedProfile, relayCommand, type Service, startService } from './service'
import { expectEnded, ja, toLive, toLiveBy } from './session'
import { expect, test } from './stage'

test.skip(process.platform !== 'linux', 'the key store of the tests is for Linux')

let service: Service
test.beforeAll(async () => {
  service = await startService(await changedProfile({}))
})
test.afterAll(() => service.close())

const devices = () => relayCommand(service.relay(), 'device', 'list')

/** From the middle of every P-256 private key as PKCS #8 and as SEC 1 have it, up to its secret number. */
const MARKS = [
  Buffer.from('301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420', 'hex'),
  Buffer.from('30770201010420', 'hex'),
]

/** Whether a private key stands in these bytes in the clear: as it is, in hex, or in base64 (at any offset). */
function hasKey(bytes: Buffer): boolean {
  const text = bytes.toString('latin1')
  if (/PRIVATE KEY/.test(text)) return true
  return MARKS.some((mark) => {
    // Base64 writes three bytes at a time: what stands before shifts it, and the ends are not the mark's alone.
    const shifted = [0, 1, 2].map((lead) =>
      Buffer.concat([Buffer.alloc(lead), mark])
        .toString('base64')
        .replace(/=+$/, '')
        .slice(lead === 0 ? 0 : lead + 1, -2),
    )
    return (
      bytes.includes(mark) ||
      text.toLowerCase().includes(mark.toString('hex')) ||
      shifted.some((part) => text.includes(part))
    )
  })
}

test('a key in the clear would be found', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  const forms = [
    pkcs8,
    privateKey.export({ type: 'sec1', format: 'der' }),
    Buffer.from(String(privateKey.export({ type: 'sec1', format: 'pem' }))),
    ...[0, 1, 2].map((lead) => Buffer.from(Buffer.concat([Buffer.alloc(lead, 7), pkcs8]).toString('base64'))),
    Buffer.from(pkcs8.toString('hex')),
  ]
  for (const form of forms) expect(hasKey(form)).toBe(true)
  expect(hasKey(Buffer.from('-----BEGIN CERTIFICATE-----'))).toBe(false)
})

test('who refuses the certificate, or has no place for its key, gets none, and the session goes on', async ({
  newCustomer,
  newOperator,
}) => {
  const [refusing, keyless, operator] = await Promise.all([
    newCustomer({ relay: service.address }),
    newCustomer({ relay: service.address, keyring: null }),
    newOperator({ relay: service.relay() }),
  ])
  await toLiveBy({ ...refusing, operator }, () => refusing.customer.chooseItem('os'))
  await expect(operator.page.locator('[data-testid=inventory] [data-item=certificate]')).toContainText(
    ja('item.refused'),
  )
  await expect(operator.page.locator('[data-testid=device]')).toHaveCount(0)
  await operator.ends()
  await operator.backToDesk()

  const { customer } = keyless
  await toLiveBy({ customer, operator }, async () => {
    await customer.chooseItem('certificate')
    await expect(customer.page.locator('[data-item=certificate] .value')).toHaveText(
      ja('error.key-store-missing'),
    )
  })
  await expect(operator.page.locator('[data-testid=inventory] [data-item=certificate]')).toContainText(
    ja('check.unread'),
  )
  await expect(operator.page.locator('[data-testid=device]')).toHaveCount(0)
  await operator.ends()
  expect(await devices()).toEqual([])
  expect((await relayCommand(service.relay(), 'audit', 'list')).join()).not.toContain('certificate-issued')
})

test('a device is known again, until it is revoked', async ({ newCustomer, newOperator }) => {
  const [first, operator] = await Promise.all([
    newCustomer({ relay: service.address }),
    newOperator({ relay: service.relay() }),
  ])
  const card = operator.page.locator('[data-testid=device]')
  const { folder } = first.agent

  const id = await test.step('issued and proven for the first time', async () => {
    let shown: string | null | undefined
    await toLiveBy({ ...first, operator }, async () => {
      await first.customer.chooseItem('certificate')
      shown = (await choicesOf(first.customer.page.locator('main'))).certificate
    })
    expect(shown).toMatch(/^[0-9a-f]{16,40}$/)
    await expect(card).toHaveAttribute('data-device', 'new')
    await expect(card.locator('.notice')).toHaveText(ja('console.device.new'))
    await expect(card.locator('.id')).toHaveText(String(shown))
    await expect(card).toContainText(ja('console.device.month', { count: 1 }))
    await first.customer.button('live.disconnect').click()
    await expectEnded({ ...first, operator }, 'customer')
    return String(shown)
  })

  await test.step('its private key is nowhere in the clear', async () => {
    const files = await filesIn(folder, first.agent.temporary)
    expect(files.some((bytes) => bytes.includes('BEGIN CERTIFICATE'))).toBe(true)
    expect(files.filter(hasKey)).toEqual([])
    await first.agent.stop()
  })

  const again = await newCustomer({ relay: service.address, folder })
  await test.step('the same PC with its next start', async () => {
    await toLive({ ...again, operator })
    await expect(card).toHaveAttribute('data-device', 'seen')
    const day = new Intl.DateTimeFormat('ja', { dateStyle: 'long', timeZone: 'Asia/Tokyo' }).format(
      new Date(),
    )
    await expect(card.locator('.notice')).toHaveText(ja('console.device.seen', { day }))
    await expect(card.locator('.id')).toHaveText(id)
    await expect(operator.page.locator('[data-testid=inventory] [data-item=certificate]')).toContainText(id)
    await expect(card).toContainText(ja('console.device.month', { count: 2 }))
  })

  await test.step('revoked while it is seen, the session goes on', async () => {
    expect(await devices()).toEqual([expect.stringMatching(new RegExp(`^${id}\t.*\tvalid$`))])
    await relayCommand(service.relay(), 'device', 'revoke', '--id', id)
    await expect(card).toHaveAttribute('data-device', 'revoked')
    await expect(card.locator('.notice')).toHaveText(ja('console.device.revoked'))
    await again.customer.sees('live')
    await operator.ends()
    await again.customer.sees('ended')
  })

  await test.step('and stays so', async () => {
    await toLive({ ...again, operator })
    await expect(card).toHaveAttribute('data-device', 'revoked')
    expect(await devices()).toEqual([expect.stringMatching(new RegExp(`^${id}\t.*\trevoked `))])
    await operator.ends()
  })
})
