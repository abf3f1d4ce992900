import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { ROOT } from '../../scripts/root'
import type { Profile } from '../../src/shared/profile'
import { changeAnswers } from './fronts'
import { changedProfile, type Service, startService } from './service'
import { expect, test } from './stage'

const company = { ja: 'さくら光 ご利用窓口', en: 'Sakura Hikari help desk' }
const phone = '0120-111-222'

let service: Service
test.beforeAll(async () => {
  service = await startService(await changedProfile({ company, phone }))
})
test.afterAll(() => service.close())

/** Three faults of three kinds. */
const broken = (good: Profile): string =>
  JSON.stringify({ ...good, phone: '', pcCheck: ['antivirus', 'antivirus'], colour: 'blue' })
const faults = [
  'colour: is not known here',
  'phone: must have at least 1 character',
  'pcCheck: names "antivirus" twice',
]

test('the agent works for the service that the relay names, and still does where the relay is gone', async ({
  newCustomer,
}) => {
  const { agent, customer } = await newCustomer({ relay: service.address })
  await customer.checked()
  await expect(agent.page.locator('.brand')).toContainText(company.ja)
  await agent.stop()
  await service.stop()

  const again = await newCustomer({ relay: service.address, folder: agent.folder })
  await again.customer.checked()
  await expect(again.agent.page.locator('.brand')).toContainText(company.ja)
  await expect(again.agent.page.locator('.desk .phone')).toHaveText(phone)
  await again.agent.stop()

  // Broken meanwhile: the relay names every fault, and goes on with what was good before.
  await service.write(broken(await changedProfile({ phone: '0120-333-444' })))
  await service.start()
  for (const fault of faults) expect(service.relay().log()).toContain(JSON.stringify(fault).slice(1, -1))
  const third = await newCustomer({ relay: service.address })
  await third.customer.checked()
  await expect(third.agent.page.locator('.brand')).toContainText(company.ja)
})

test('a broken profile on the way is refused with every fault, and the last good one stays', async ({
  newCustomer,
}) => {
  await service.start()
  const front = await changeAnswers(service.address, '/api/profiles/', (body) => {
    const { profile, ...envelope } = JSON.parse(body) as { profile: Profile }
    return JSON.stringify({ ...envelope, profile: JSON.parse(broken(profile)) as unknown })
  })
  try {
    const { agent, customer } = await newCustomer({ relay: front.address })
    await customer.checked()
    // Nothing was kept for this address: what came with the program is in force.
    const brand = agent.page.locator('.brand')
    await expect(brand).toContainText((await changedProfile({})).company.ja)

    front.pass()
    await customer.checkAgain()
    await expect(brand).toContainText(company.ja)
    expect(agent.log()).not.toContain('refused from the relay')
    front.change()
    await customer.checkAgain()
    for (const fault of faults)
      expect(agent.log()).toContain(JSON.stringify(`refused from the relay: ${fault}`).slice(1, -1))
    await expect(brand).toContainText(company.ja)
  } finally {
    front.close()
  }
})

test('the check of a developer names every fault of a file and fails', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sobani-profiles-'))
  try {
    const good = await changedProfile({})
    await writeFile(join(folder, 'demo.json'), JSON.stringify(good))
    await writeFile(join(folder, 'broken.json'), broken({ ...good, id: 'broken' }))
    const check = async (...files: string[]) => {
      const child = spawn(
        'npm',
        ['run', '--silent', 'profiles', '--', 'check', ...files.map((file) => join(folder, file))],
        {
          cwd: ROOT,
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
      return { said: await text(child.stdout), status: await ended }
    }
    const [one, both] = await Promise.all([check('demo.json'), check('demo.json', 'broken.json')])
    expect(one.status).toBe(0)
    expect(one.said).toContain(good.phone)
    expect(one.said).toContain('1 profile, 0 faults')
    expect(both.status).toBe(1)
    for (const fault of faults) expect(both.said).toContain(`${join(folder, 'broken.json')}: ${fault}`)
    expect(both.said).toContain('2 profiles, 3 faults')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
