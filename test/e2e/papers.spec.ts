import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyReceipt } from '../../scripts/receipt'
import { view } from '../../src/shared/ipc'
import { expectEnded, forge, ja, toLive } from './session'
import { type Call, expect, test } from './stage'

let folder = ''
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sobani-papers-'))
})
test.afterEach(() => rm(folder, { recursive: true }))

/** The system's dialog is no page: the customer's answer to it is put in its place. */
async function willSaveAs({ agent }: Pick<Call, 'agent'>, name: string | null): Promise<string> {
  const path = join(folder, name ?? 'nothing')
  await agent.app.evaluate(
    ({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: filePath === null, filePath: filePath ?? '' })
    },
    name === null ? null : path,
  )
  return path
}

/** What stays; Chromium's locks go with the program. */
const keptIn = async (agent: Call['agent']): Promise<string[]> =>
  (await readdir(agent.folder)).filter((name) => !name.startsWith('Singleton'))

/** A PDF with pages in it, and letters that are more than boxes: their shapes are embedded. */
async function expectPdf(path: string): Promise<void> {
  const pdf = await readFile(path, 'latin1')
  expect(pdf.slice(0, 5)).toBe('%PDF-')
  expect(pdf.match(/\/Type \/Page\b/g)?.length ?? 0).toBeGreaterThan(1)
  expect(pdf).toContain('/FontDescriptor')
  expect(pdf.length).toBeGreaterThan(50_000)
}

test('a document is saved as it is read, and as the text that is agreed to', async ({ newCustomer }) => {
  const { agent, customer } = await newCustomer({ consented: false })
  await customer.sees('documents')
  const { screen } = view.parse(await forge({ customer }, 'view'))
  const notices =
    screen.name === 'documents' ? screen.documents.find(({ id }) => id === 'notices') : undefined

  const pdf = await willSaveAs({ agent }, 'notices.pdf')
  await customer.page
    .getByRole('button', { name: ja('document.save') })
    .last()
    .click()
  await expect(customer.page.getByText(ja('document.saved'))).toBeVisible()
  await expectPdf(pdf)

  const text = await willSaveAs({ agent }, 'notices.md')
  expect(await forge({ customer }, 'save-document', 'notices')).toEqual({ ok: true, saved: true })
  expect(
    createHash('sha256')
      .update(await readFile(text))
      .digest('hex'),
  ).toBe(notices?.sha256)

  await willSaveAs({ agent }, null)
  expect(await forge({ customer }, 'save-document', 'notices')).toEqual({ ok: true, saved: false })
  await willSaveAs({ agent }, 'nowhere/notices.pdf')
  expect(await forge({ customer }, 'save-document', 'notices')).toEqual({
    ok: false,
    error: 'file-not-written',
  })
  // What drew it is gone, and nothing was kept: nobody has agreed to anything.
  expect(agent.app.windows()).toHaveLength(1)
  expect(await keptIn(agent)).toEqual([])
  expect((await readdir(folder)).sort()).toEqual(['notices.md', 'notices.pdf'])
})

test('a receipt is saved as a PDF and as data that verifies, and everything can be deleted', async ({
  call,
}) => {
  const { agent, customer } = call
  await toLive(call, ['machine-name'])
  await customer.button('live.disconnect').click()
  await expectEnded(call, 'customer')

  const pdf = await willSaveAs(call, 'receipt.pdf')
  await customer.page.locator('main [data-save=pdf]').click()
  await expect(customer.page.getByText(ja('receipt.saved'))).toBeVisible()
  await expectPdf(pdf)

  const json = await willSaveAs(call, 'receipt.json')
  const { screen } = view.parse(await forge(call, 'view'))
  const record = screen.name === 'ended' ? screen.receipt?.record.id : undefined
  expect(await forge(call, 'save-receipt', { record, format: 'json' })).toEqual({ ok: true, saved: true })
  const exported = await readFile(json, 'utf8')
  const verified = await verifyReceipt(exported, null)
  expect([verified.holds, verified.lines[0]]).toEqual([true, expect.stringContaining('none altered')])
  expect(verified.lines.join('\n')).toContain('not sent    machine-name')
  expect((await verifyReceipt(exported.replace('"machine-name"', '"mac-address"'), null)).holds).toBe(false)

  expect((await keptIn(agent)).sort()).toEqual(['documents', 'records.json', 'sobani.json'])
  expect(await forge(call, 'forget', 'everything')).toEqual({ ok: true })
  await customer.sees('documents')
  expect(await keptIn(agent)).toEqual([])
})
