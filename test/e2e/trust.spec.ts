import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeAuthority } from '../../scripts/network/authority'
import { startFront } from '../../scripts/network/front'
import { receiptBody } from '../../src/shared/record-bodies'
import { ownAddress } from '../turn-server'
import { decideIn } from './policy-folder'
import { relayCommand } from './service'
import { expectAgentEnded, expectConsoleEnded, ja, toApproval } from './session'
import { type Call, expect, type Relay, startRelay, test } from './stage'

const NOBODY = 'お試しオペレーター'
const fingerprintOf = async (relay: Relay) => (await relayCommand(relay, 'identity'))[0] ?? ''
const refusal = ({ customer }: Pick<Call, 'customer'>, error: string) =>
  customer.page.locator(`main [data-relay-refused=${error}]`)

/** The customer gives a code of this operator, from wherever both are. */
async function givesCode({ customer, operator }: Pick<Call, 'customer' | 'operator'>): Promise<void> {
  if (await operator.page.locator('main[data-screen=ended]').isVisible()) await operator.backToDesk()
  const code = await operator.opensSession()
  await customer.comesToCode()
  await customer.enterCode(code)
}

/** Nothing of the operator, no way on, and no number to call; the operator is told that it failed. */
async function expectRefused(pair: Pick<Call, 'customer' | 'operator'>, error: string): Promise<void> {
  const { page } = pair.customer
  await expect(refusal(pair, error)).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ja('relay-refused.heading'))
  await expect(page.locator('main')).toContainText(ja('relay-refused.call'))
  await expect(page.locator('main')).not.toContainText(NOBODY)
  await expect(page.locator('main input, main .phone')).toHaveCount(0)
  await expect(page.locator('main button')).toHaveText([ja('relay-refused.back'), ja('ended.quit')])
  await expectConsoleEnded(pair, 'failed')
}

const keptOnDisk = async (folder: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(folder, 'sobani.json'), 'utf8')) as Record<string, unknown>

test.describe('a relay', () => {
  test.skip(process.platform !== 'linux', 'how authorities are set up is told for Linux only')

  test('is known again by its key; another one at its address is refused, however good its TLS is', async ({
    world,
    newCustomer,
    newOperator,
  }) => {
    test.setTimeout(180_000)
    const address = ownAddress()
    const [authority, stranger, folder] = await Promise.all([
      makeAuthority(address),
      startRelay(),
      mkdtemp(join(tmpdir(), 'sobani-customer-')),
    ])
    await cp(world.consent, folder, { recursive: true })
    const front = (relay: Relay, port: number) =>
      startFront({ address, port, target: relay.address, certificate: authority })
    let standing = await front(world.relay, 0)
    const { port } = standing
    const origin = `https://${address}:${port}`
    /** The same name, the same good certificate, and somebody else behind it. */
    const leadTo = async (relay: Relay) => {
      await standing.close()
      standing = await front(relay, port)
    }
    const start = () => newCustomer({ folder, relay: origin, env: { HOME: authority.home } })
    try {
      const [own, other] = await Promise.all([newOperator(), newOperator({ relay: stranger })])
      const fingerprint = await fingerprintOf(world.relay)
      expect(fingerprint).toMatch(/^[0-9a-f]{64}$/)

      await test.step('the first key is remembered, and stands on the receipt', async () => {
        const { agent, customer } = await start()
        await toApproval({ customer, operator: own })
        await expect(customer.page.locator('main .who dd').first()).toHaveText(NOBODY)
        await customer.button('approval.deny').click()
        await expectAgentEnded({ customer }, 'refused')
        const { records } = JSON.parse(await readFile(join(folder, 'records.json'), 'utf8')) as {
          records: { body: unknown }[]
        }
        expect(receiptBody.parse(records.at(-1)?.body).receipt.relayKey).toBe(fingerprint)
        expect(JSON.parse(String((await keptOnDisk(folder))['relay-keys']))).toEqual({
          [origin]: fingerprint,
        })
        await agent.stop()
      })

      await test.step('over a restart another relay is refused, and the right one is not', async () => {
        await leadTo(stranger)
        const { agent, customer } = await start()
        await givesCode({ customer, operator: other })
        await expectRefused({ customer, operator: other }, 'relay-key-changed')
        // Back and once more is no way round it.
        await customer.button('relay-refused.back').click()
        await other.backToDesk()
        const code = await other.opensSession()
        await customer.agreeInventory()
        await customer.enterCode(code)
        await expectRefused({ customer, operator: other }, 'relay-key-changed')

        await leadTo(world.relay)
        await customer.button('relay-refused.back').click()
        await own.backToDesk()
        const good = await own.opensSession()
        await customer.agreeInventory()
        await customer.enterCode(good)
        await customer.sees('approval')
        await customer.button('approval.deny').click()
        await expectAgentEnded({ customer }, 'refused')
        await agent.stop()
      })

      await test.step('whoever deletes everything is asked for the documents, and meets relays anew', async () => {
        await leadTo(stranger)
        const { customer } = await start()
        await customer.checked()
        await customer.forget('everything')
        await customer.readDocuments()
        await customer.agree()
        await givesCode({ customer, operator: other })
        await customer.sees('approval')
        expect(JSON.parse(String((await keptOnDisk(folder))['relay-keys']))).toEqual({
          [origin]: await fingerprintOf(stranger),
        })
      })
    } finally {
      await standing.close()
      await Promise.all([authority.close(), stranger.stop()])
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  })

  test('is one of those that the organisation named, or none; nothing is remembered then', async ({
    world,
    newCustomer,
    newOperator,
  }) => {
    test.setTimeout(120_000)
    const place = await mkdtemp(join(tmpdir(), 'sobani-policy-'))
    const decide = (...RelayKeys: string[]) => decideIn(place, { RelayKeys })
    try {
      const operator = await newOperator()
      const first = await newCustomer(await decide('0'.repeat(64)))
      await givesCode({ customer: first.customer, operator })
      await expectRefused({ customer: first.customer, operator }, 'relay-key-changed')
      await first.agent.stop()

      const second = await newCustomer(await decide('0'.repeat(64), await fingerprintOf(world.relay)))
      await givesCode({ customer: second.customer, operator })
      await second.customer.sees('approval')
      expect(await keptOnDisk(second.agent.folder)).not.toHaveProperty('relay-keys')
    } finally {
      await rm(place, { recursive: true, force: true })
    }
  })
})
