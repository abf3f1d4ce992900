import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { receiptBody } from '../../src/shared/record-bodies'
import { keptIn, recordsIn } from './documents'
import { expectEnded, forge, ja, toApproval } from './session'
import { type Call, expect, test } from './stage'

test('what is stored is listed, deleted piece by piece or as a whole, and then asked again; never in a session', async ({
  call,
}) => {
  test.setTimeout(90_000)
  const { agent, customer, operator } = call
  const { page } = customer
  const open = customer.button('stored.open')
  await page.getByRole('button', { name: ja('text-size.larger') }).click()

  await test.step('nothing can be deleted while somebody is connected', async () => {
    await toApproval(call)
    await expect(open).toHaveCount(0)
    expect(await forge(call, 'forget', 'everything')).toMatchObject({ ok: false, error: 'message-late' })
    await customer.nameCaller('customer')
    await customer.allow()
    await operator.firstFrame()
    await expect(open).toHaveCount(0)
    expect(await forge(call, 'forget', 'receipts')).toMatchObject({ ok: false, error: 'message-late' })
    await operator.ends()
    await expectEnded(call, 'operator')
  })

  const before = await recordsIn(agent.folder)
  const { receipt } = receiptBody.parse(before.records.at(-1)?.body)
  const certificate = receipt.sent.items.find(({ id }) => id === 'certificate')?.value ?? 'none'
  const ofReceipt = [receipt.session, receipt.operator.name, receipt.joinedAt]

  const others = { acceptances: 2, documents: 2, certificate: 1, profile: 1, settings: 1, 'relay-keys': 1 }

  await test.step('each kind is listed once, with its number', async () => {
    await open.click()
    await expect.poll(() => listed(call)).toEqual({ ...others, receipts: 1 })
    await expect(page.locator('[data-stored=certificate]')).toContainText(certificate)
    for (const words of ofReceipt) expect(await filesWith(agent, words)).toEqual(['records.json'])
  })

  await test.step('receipts go from the disk, and the chain still holds', async () => {
    await customer.forget('receipts')
    await expect.poll(() => listed(call)).toEqual(others)
    for (const words of ofReceipt) expect(await filesWith(agent, words)).toEqual([])
    const { records, verified } = await recordsIn(agent.folder)
    expect(verified).toMatchObject({ ok: true, missing: 1 })
    expect(records.map(({ header }) => header)).toEqual(before.records.map(({ header }) => header))
    expect(await forge(call, 'receipts')).toEqual([])
  })

  await test.step('so do the settings, the certificate and the facts of the desk', async () => {
    for (const what of ['settings', 'certificate', 'profile'] as const) await customer.forget(what)
    await expect.poll(() => listed(call)).toEqual({ acceptances: 2, documents: 2, 'relay-keys': 1 })
    expect(await filesWith(agent, 'BEGIN CERTIFICATE')).toEqual([])
  })

  await test.step('with everything goes the consent, and the documents are asked again', async () => {
    await customer.forget('everything')
    await customer.sees('documents')
    await expect(page.locator('dialog[open]')).toHaveCount(0)
    await expect(page.locator('[data-changes]')).toHaveCount(0)
    await expect(page.locator('[data-read=true]')).toHaveCount(0)
    expect(await keptIn(agent)).toEqual([])
    expect(await forge(call, 'confirm-environment')).toMatchObject({ ok: false, error: 'message-late' })
  })

  await test.step('a second start finds nothing either', async () => {
    await agent.app.evaluate(({ app }) => app.quit()).catch(() => undefined)
    await expect.poll(() => readdir(agent.folder)).toEqual([])
  })
})

/** The kinds that the page lists, each with its number; what there is none of is not listed. */
async function listed({ customer }: Pick<Call, 'customer'>): Promise<Record<string, number>> {
  const lines = customer.page.locator('[data-stored]')
  const counts = await lines.evaluateAll((all) =>
    all.map((line) => [
      line.getAttribute('data-stored') ?? '',
      Number(/\d+/.exec(line.querySelector('strong + span')?.textContent ?? '')?.[0]),
    ]),
  )
  return Object.fromEntries(counts)
}

/** Every file that the agent keeps with these letters in it. */
async function filesWith(agent: Call['agent'], words: string): Promise<string[]> {
  const entries = await readdir(agent.folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const found = await Promise.all(
    files.map(async ({ parentPath, name }) =>
      (await readFile(join(parentPath, name))).includes(words) ? [name] : [],
    ),
  )
  return found.flat()
}
