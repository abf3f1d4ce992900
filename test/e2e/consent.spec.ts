import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { documentIds } from '../../src/shared/receipt'
import { textSizes } from '../../src/shared/text-sizes'
import { appWith, DOCUMENTS, keptIn, recordsIn, sha256 } from './documents'
import { en, ja } from './session'
import { expect, test } from './stage'

test('each text is read by wheel, keyboard or the button after it, and what was agreed to is kept', async ({
  newCustomer,
}) => {
  const { agent, customer } = await newCustomer({ consented: false })
  const { page } = customer
  const read = (id: string) => page.locator(`[data-document=${id}][data-read=true]`)
  await customer.sees('documents')
  const agree = customer.button('documents.agree')
  await expect(agree).toHaveAttribute('aria-disabled', 'true')

  await test.step('by the wheel of a mouse', async () => {
    await page.locator('[data-document=license]').hover()
    await page.mouse.wheel(0, 100)
    await expect.poll(() => scrolled(page, 'license')).toBeGreaterThan(0)
    await expect(page.locator('[data-read=false]')).toHaveCount(2)
    // As a hand does: on and on, until the text is at its end.
    await expect(async () => {
      await page.mouse.wheel(0, 400)
      await expect(read('license')).toHaveCount(1, { timeout: 100 })
    }).toPass()
    await expect(agree).toHaveAttribute('aria-disabled', 'true')
    await agree.click({ force: true })
    await expect(page.locator('#agree-note.warn')).toContainText(ja('document.notices'))
    await customer.sees('documents')
  })

  await test.step('by the keyboard alone', async () => {
    await page.locator('[data-document=notices]').focus()
    await page.keyboard.press('PageDown')
    await expect.poll(() => scrolled(page, 'notices')).toBeGreaterThan(0)
    await expect(read('notices')).toHaveCount(0)
    await page.keyboard.press('End')
    await expect(read('notices')).toHaveCount(1)
    await expect(agree).toHaveAttribute('aria-disabled', 'false')
  })

  await test.step('by the button that a screen reader comes to, without any scrolling', async () => {
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.locator('[data-read=false]')).toHaveCount(2)
    for (const id of documentIds) {
      await page.locator(`[data-document=${id}] button`).dispatchEvent('click')
      await expect(read(id)).toHaveCount(1)
      expect(await scrolled(page, id)).toBe(0)
    }
  })

  expect(await keptIn(agent)).toEqual([])
  const before = Date.now()
  await page.getByRole('button', { name: en('documents.agree'), exact: true }).click()
  await customer.sees('environment')
  const { records, verified, acceptances } = await recordsIn(agent.folder)
  expect(verified).toMatchObject({ ok: true, missing: 0 })
  expect(records.map(({ header }) => [header.seq, header.kind])).toEqual([
    [1, 'acceptance'],
    [2, 'acceptance'],
  ])
  const texts = await Promise.all(documentIds.map((id) => readFile(join(DOCUMENTS, `${id}.en.md`), 'utf8')))
  const agentVersion = await agent.app.evaluate(({ app }) => app.getVersion())
  expect(acceptances).toEqual(
    texts.map((text, place) => ({
      id: documentIds[place],
      version: versionIn(text),
      language: 'en',
      sha256: sha256(text),
      acceptedAt: expect.any(String),
      agentVersion,
    })),
  )
  for (const { acceptedAt } of acceptances) {
    expect(Date.parse(acceptedAt)).toBeGreaterThanOrEqual(before)
    expect(Date.parse(acceptedAt)).toBeLessThanOrEqual(Date.now())
  }
  // The exact texts are kept as well, so that a later version can be compared with them.
  expect(await textsIn(agent.folder)).toEqual([...texts].sort())
})

test('in the smallest window every size of the text shows all, and the documents can be agreed to', async ({
  newCustomer,
}) => {
  const { agent, customer } = await newCustomer({ consented: false })
  const { page } = customer
  await customer.sees('documents')
  await agent.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(100, 100))
  await expect.poll(() => page.evaluate(() => innerWidth)).toBeLessThan(600)
  const larger = page.getByRole('button', { name: ja('text-size.larger') })
  for (const size of textSizes) {
    await expect(page.locator('.text-size output')).toHaveText(`${size}%`)
    const font = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize))
    expect(font / 16, `letters at ${size} %`).toBeGreaterThanOrEqual(size / 100)
    expect(await page.evaluate(clipped), `clipped at ${size} %`).toEqual([])
    await expect(larger).toHaveAttribute('aria-disabled', String(size === textSizes.at(-1)))
    await larger.click({ force: true })
  }
  // Nothing is kept before the agreement, not even this.
  expect(await keptIn(agent)).toEqual([])
  await customer.readDocuments()
  await customer.agree()
  await agent.stop()
  const again = await newCustomer({ folder: agent.folder })
  await again.customer.sees('environment')
  await expect(again.customer.page.locator('.text-size output')).toHaveText('200%')
})

const NEW = {
  version: '2099-01-01',
  added: 'この文は、新しい版で加わりました。',
  replaced: 'もう一度お願いします。',
}

test('a new version asks again, shows what changed and is a new record of the same chain', async ({
  world,
  newCustomer,
}) => {
  const old = await readFile(join(DOCUMENTS, 'notices.ja.md'), 'utf8')
  const paragraph = old.split('\n').findLast((line) => line.length > 20) ?? ''
  const app = await appWith({
    'notices.ja.md': (text) =>
      `${text.replace(`version: ${versionIn(text)}`, `version: ${NEW.version}`).replace(paragraph, NEW.replaced)}\n${NEW.added}\n`,
  })
  const folder = await mkdtemp(join(tmpdir(), 'sobani-again-'))
  try {
    await cp(world.consent, folder, { recursive: true })
    const before = await recordsIn(folder)
    const { agent, customer } = await newCustomer({ folder, app })
    const { page } = customer
    await customer.sees('documents')
    const changes = page.locator('[data-changes=notices]')
    await expect(changes).toContainText(versionIn(old))
    await expect(changes.locator('del')).toContainText(paragraph.slice(0, 20))
    await expect(changes.locator('ins').first()).toContainText(NEW.replaced)
    await expect(changes.locator('ins').last()).toContainText(NEW.added)
    await expect(page.locator('[data-changes=license]')).toHaveCount(0)

    await changes.focus()
    await page.keyboard.press('End')
    await expect(page.locator('[data-read=true]')).toHaveCount(0)
    await customer.readDocuments()
    await customer.agree()

    const after = await recordsIn(folder)
    expect(after.verified).toMatchObject({ ok: true, missing: 0 })
    expect(after.records.slice(0, before.records.length)).toEqual(before.records)
    expect(after.records.length).toBe(before.records.length + 2)
    const text = await readFile(join(app, 'assets', 'documents', 'notices.ja.md'), 'utf8')
    expect(after.acceptances.at(-1)).toMatchObject({
      id: 'notices',
      version: NEW.version,
      language: 'ja',
      sha256: sha256(text),
    })
    expect(await textsIn(folder)).toEqual(expect.arrayContaining([old, text]))
    await agent.stop()

    const next = await newCustomer({ folder, app })
    await next.customer.sees('environment')
    await next.agent.stop()
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    await rm(app, { recursive: true })
  }
})

const versionIn = (text: string): string => /^version: (\S+)$/m.exec(text)?.[1] ?? ''

const scrolled = (page: Page, id: string): Promise<number> =>
  page.locator(`[data-document=${id}]`).evaluate((region) => region.scrollTop)

/** The kept texts; each must be the one that its name is the hash of. */
async function textsIn(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'documents'))
  const texts = await Promise.all(names.map((name) => readFile(join(folder, 'documents', name), 'utf8')))
  expect(names).toEqual(texts.map((text) => `${sha256(text)}.md`))
  return texts.sort()
}

/** What is wider than its place, or beyond the window's side. */
function clipped(): string[] {
  const { documentElement } = document
  return [documentElement, ...document.querySelectorAll<HTMLElement>('body *')].flatMap((element) => {
    if (element.matches('.visually-hidden, .visually-hidden *') || element.clientWidth === 0) return []
    const cuts = element === documentElement || getComputedStyle(element).overflowX !== 'visible'
    const wide = cuts && element.scrollWidth > element.clientWidth + 1
    const beyond = element.getBoundingClientRect().right > innerWidth + 1
    return wide || beyond ? [`${element.tagName}.${element.className}`] : []
  })
}
