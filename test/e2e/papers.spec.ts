import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyReceipt } from '../../scripts/receipt'
import { ROOT } from '../../scripts/root'
import { run } from '../../scripts/setup/command'
import { readDocumentFile } from '../../src/shared/document-file'
import { receiptBody } from '../../src/shared/record-bodies'
import { DOCUMENTS, keptIn, recordsIn, sha256 } from './documents'
import { filesIn, hasText } from './kept-files'
import { expectEnded, forge, ja } from './session'
import { type Call, expect, startRelay, test } from './stage'

let folder = ''
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sobani-papers-'))
})
test.afterEach(() => rm(folder, { recursive: true }))

/** The system's dialog is no page: the customer's answer to it is put in its place. Null = thought better of it. */
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

test('a document is saved as it is read, and as the text that is agreed to', async ({ newCustomer }) => {
  const { agent, customer } = await newCustomer({ consented: false })
  const { page } = customer
  await customer.sees('documents')
  const save = page.locator('[data-save=notices]')
  const card = page.locator('.document').filter({ has: save })
  const original = await readFile(join(DOCUMENTS, 'notices.ja.md'), 'utf8')

  const pdf = await willSaveAs({ agent }, 'notices.pdf')
  await save.click()
  await expect(card.getByText(ja('document.saved'))).toBeVisible()
  const paper = await wordsOf(pdf)
  const lines = (readDocumentFile(original)?.text ?? '').split('\n').map(shown).filter(Boolean)
  expect(lines.length).toBeGreaterThan(20)
  expect(lines.filter((line) => !paper.includes(line))).toEqual([])

  for (const name of ['notices.txt', 'notices.md', 'without an ending']) {
    const text = await willSaveAs({ agent }, name)
    expect(await forge({ customer }, 'save-document', 'notices')).toEqual({ ok: true, saved: true })
    if (name.includes('.')) expect(sha256(await readFile(text))).toBe(sha256(original))
  }

  await willSaveAs({ agent }, null)
  expect(await forge({ customer }, 'save-document', 'notices')).toEqual({ ok: true, saved: false })
  await willSaveAs({ agent }, 'nowhere/notices.pdf')
  await save.click()
  await expect(card.getByText(ja('error.file-not-written'))).toBeVisible()
  // What drew it is gone, and nothing was kept: nobody has agreed to anything.
  expect(agent.app.windows()).toHaveLength(1)
  expect(await keptIn(agent)).toEqual([])
  expect((await readdir(folder)).sort()).toEqual([
    'notices.md',
    'notices.pdf',
    'notices.txt',
    'without an ending.pdf',
  ])
})

const router = { model: 'RX-600KI', account: 'taro@flets.example', password: 'himitsu-no-aikotoba' }
/** What was typed, and what was refused; a name of a few letters could stand in any text by chance. */
const secrets = [...Object.values(router), hostname()].filter((text) => text.length > 5)

test('a receipt is saved on paper and as data that verifies, and the relay vouches for it without knowing it', async ({
  newCustomer,
  newOperator,
}) => {
  test.setTimeout(90_000)
  // One of its own: its files are looked through in the end.
  const relay = await startRelay()
  try {
    const [{ agent, customer }, operator] = await Promise.all([
      newCustomer({ relay: relay.address }),
      newOperator({ relay }),
    ])
    const code = await operator.opensSession()
    await customer.confirmEnvironment()
    await customer.chooseItems(['machine-name', 'free-space'])
    await customer.typeRouter(router)
    await customer.agreeInventory()
    await customer.joins(code)
    await operator.firstFrame()
    await customer.button('live.disconnect').click()
    await expectEnded({ customer, operator }, 'customer')
    const { records } = await recordsIn(agent.folder)
    const { receipt } = receiptBody.parse(records.at(-1)?.body)
    const values = receipt.sent.items.flatMap(({ value }) => value ?? [])
    expect(values.length).toBeGreaterThan(3)

    await test.step('on paper: who, when, what was sent with its value, and what was refused by name', async () => {
      const pdf = await willSaveAs({ agent }, 'receipt.pdf')
      await customer.page.locator('main [data-save=pdf]').click()
      await expect(customer.page.getByText(ja('receipt.saved'))).toBeVisible()
      const paper = await wordsOf(pdf)
      const wanted = [
        receipt.service.company.ja,
        receipt.service.phone,
        receipt.operator.name,
        receipt.operator.company,
        ...values,
        ...receipt.sent.items.map(({ id }) => ja(`item.${id}`)),
        ja('paper.controlled-nothing'),
        ja('paper.transferred-nothing'),
        ...receipt.documents.map(({ acceptance }) => acceptance.version),
        records.at(-1)?.header.hash ?? 'no record',
      ]
      expect(wanted.filter((words) => !paper.includes(plain(words)))).toEqual([])
      const refused = receipt.sent.refused.map((id) => plain(`${ja(`item.${id}`)}${ja('item.refused')}`))
      expect(refused.length).toBe(2)
      expect((await rowsOf(pdf)).filter((row) => row.includes(plain(ja('item.refused'))))).toEqual(refused)
      for (const secret of secrets) expect(paper).not.toContain(plain(secret))
    })

    await test.step('where it cannot be written it says so, and nothing is lost', async () => {
      await mkdir(join(folder, 'taken.json'))
      for (const name of ['taken.json', 'nowhere/receipt.json']) {
        await willSaveAs({ agent }, name)
        await customer.page.locator('main [data-save=json]').click()
        await expect(customer.page.getByText(ja('error.file-not-written'))).toBeVisible()
      }
      expect((await recordsIn(agent.folder)).records).toEqual(records)
    })

    const json = await willSaveAs({ agent }, 'receipt.json')
    await customer.page.locator('main [data-save=json]').click()
    await expect(customer.page.getByText(ja('receipt.saved'))).toBeVisible()
    const exported = await readFile(json, 'utf8')

    await test.step('`npm run receipt -- verify` finds it as it was made', async () => {
      const said = await verify(json)
      expect([said.status, said.stdout]).toEqual([0, expect.stringContaining('none altered')])
      expect(said.stdout).toContain(`not sent    ${receipt.sent.refused.join(', ')}`)
      for (const value of values) expect(said.stdout).toContain(value)
    })

    await test.step('the relay was told of it', async () => {
      await expect
        .poll(async () => (await verify(json, '--relay', relay.address)).stdout.match(/told at/g)?.length)
        .toBe(records.length)
    })

    await test.step('altering any one field of any record is said of exactly that record', () =>
      expectEveryAlterationFound(exported))

    await test.step('and the command says it', async () => {
      const forged = join(folder, 'forged.json')
      await writeFile(forged, exported.replace('"reason": "customer"', '"reason": "operator"'))
      const said = await verify(forged)
      expect([said.status, said.stdout]).toEqual([
        1,
        expect.stringMatching(/^- Record 3 .*contents were altered/m),
      ])
    })

    await test.step('the relay keeps the hashes, and nothing of the person', async () => {
      await relay.child.stop()
      const kept = Buffer.concat(await filesIn(relay.data))
      for (const { header } of records) expect(kept.includes(header.hash), header.kind).toBe(true)
      // The certificate is the relay's own, and it knows its number.
      const sent = receipt.sent.items.filter(({ id }) => id !== 'certificate')
      const personal = [...secrets, ...sent.flatMap(({ value }) => value ?? [])]
      const found = personal.filter((value) => hasText(kept, value) || relay.log().includes(value))
      expect(found).toEqual([])
    })
  } finally {
    await relay.stop()
  }
})

/** As letters alone: a PDF breaks lines where it must, and writes some letters as their look-alikes. */
const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '')

/** A line of Markdown as it is shown. */
const shown = (line: string): string => plain(line.replaceAll(/^\s*(#+|[-*]) |\*\*/g, ''))

/** What a reader of PDFs finds in one, without the numbers at the foot of the pages. */
async function textOf(pdf: string, ...options: string[]): Promise<string> {
  const page = ['-x', '0', '-y', '0', '-W', '595', '-H', '784']
  const { status, stdout } = await run('pdftotext', [...options, ...page, pdf, '-'])
  expect(status).toBe(0)
  return stdout
}
const wordsOf = async (pdf: string): Promise<string> => plain(await textOf(pdf))

/** Line by line, what stands beside each other in one. */
const rowsOf = async (pdf: string): Promise<string[]> =>
  (await textOf(pdf, '-layout')).split('\n').map(plain).filter(Boolean)

const verify = (...words: string[]) =>
  run(process.execPath, ['scripts/start.mjs', 'receipt', 'verify', ...words], { cwd: ROOT })

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Every place in a value that holds a value of its own. */
const leavesOf = (value: Json, path: readonly string[] = []): string[][] =>
  value !== null && typeof value === 'object' && Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
    : [[...path]]

/** The same with another value in one place: of the same kind, so that only the chain can tell. */
function altered(value: Json, [key, ...rest]: readonly string[]): Json {
  if (key !== undefined) {
    const copy = structuredClone(value) as { [key: string]: Json }
    copy[key] = altered(copy[key] ?? null, rest)
    return copy
  }
  if (typeof value === 'string')
    return value === '' ? 'x' : `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  return value === null ? 'x' : ['x']
}

async function expectEveryAlterationFound(exported: string): Promise<void> {
  const file = JSON.parse(exported) as { records: Json[] } & { [key: string]: Json }
  expect((await verifyReceipt(exported, null)).holds).toBe(true)
  let tried = 0
  for (const [place, record] of file.records.entries())
    for (const path of leavesOf(record)) {
      const records = file.records.with(place, altered(record, path))
      const { holds, lines } = await verifyReceipt(JSON.stringify({ ...file, records }), null)
      // A receipt that names an altered acceptance is said as well, and is no altered record.
      const faults = lines.filter((line) => /^- (?!Record \d+ names)/.test(line))
      const named = faults.map((line) => (/[Ee]ntry (\d+) of/.exec(line) ?? /Record (\d+)/.exec(line))?.[1])
      expect([path.join('.'), holds, named]).toEqual([path.join('.'), false, [String(place + 1)]])
      tried += 1
    }
  expect(tried).toBeGreaterThan(80)
  for (const path of [['format'], ['v'], ['receipt']])
    expect((await verifyReceipt(JSON.stringify(altered(file, path)), null)).holds).toBe(false)
}
