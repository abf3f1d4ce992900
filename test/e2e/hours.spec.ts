import { opensText } from '../../src/shared/hours'
import { dateOf, japaneseDay, MINUTE, midnightOf, weekdayOf } from '../../src/shared/japan-time'
import type { Hours } from '../../src/shared/profile'
import { weekdays } from '../../src/shared/weekdays'
import { changeAnswers } from './fronts'
import { changedProfile, type Service, startService } from './service'
import { forge, ja } from './session'
import { expect, test } from './stage'

const phone = '0120-777-888'

const always = { days: [...weekdays], from: '00:00', to: '24:00' }
const hours = (part: Partial<Hours>): Hours => ({
  timeZone: 'Asia/Tokyo',
  weekly: [always],
  closedOnHolidays: false,
  closedDates: [],
  ...part,
})

/** Open on one day of the week only, the day after tomorrow in Japan: closed now, whatever the time is. */
const opensInTwoDays = (now: number) => {
  const day = japaneseDay(now) + 2
  const weekly = [{ days: [weekdayOf(day)], from: '09:30', to: '18:00' }]
  return { hours: hours({ weekly }), opensAt: midnightOf(day) + (9 * 60 + 30) * MINUTE }
}

/** Today and tomorrow are closing days of every year. */
const closedToday = (now: number) => {
  const today = japaneseDay(now)
  const closedDates = [{ from: dateOf(today).slice(5), to: dateOf(today + 1).slice(5) }]
  return { hours: hours({ closedDates }), opensAt: midnightOf(today + 2) }
}

let service: Service
test.beforeAll(async () => {
  service = await startService(await changedProfile({ hours: hours({}), phone }))
})
test.afterAll(() => service.close())

test('outside its hours the agent says when the desk opens, and takes no code from anybody', async ({
  newCustomer,
}) => {
  const spans = opensInTwoDays(Date.now())
  await service.stop()
  await service.write(JSON.stringify(await changedProfile({ hours: spans.hours, phone })))
  await service.start()
  const { agent, customer } = await newCustomer({ relay: service.address })
  await customer.comesToCode()
  const closed = agent.page.locator('[data-desk=closed]')
  const opening = (at: number) =>
    ja('code.opens').replace('{{time}}', opensText(new Date(at).toISOString(), 'ja'))
  await expect(closed).toHaveText(opening(spans.opensAt))
  await expect(agent.page.locator('.desk .phone')).toHaveText(phone)
  await expect(agent.page.locator('#code')).toHaveCount(0)
  await expect(customer.button('code.submit')).toHaveCount(0)

  // Past every button, as a page that was taken over would try.
  expect(await forge({ customer }, 'enter-code', '123456')).toEqual({ ok: false, error: 'desk-closed' })
  await expect(closed).toBeVisible()
  expect(service.relay().log()).toBe('')
  await agent.stop()

  // A closing day, which the same customer's PC learns with its next check.
  const dates = closedToday(Date.now())
  await service.stop()
  await service.write(JSON.stringify(await changedProfile({ hours: dates.hours, phone })))
  await service.start()
  const next = await newCustomer({ relay: service.address, folder: agent.folder })
  await next.customer.comesToCode()
  await expect(next.agent.page.locator('[data-desk=closed]')).toHaveText(opening(dates.opensAt))
  await expect(next.agent.page.locator('#code')).toHaveCount(0)
})

test('when the desk opens the entry appears by itself, by the clock of the relay', async ({
  newCustomer,
}) => {
  const weekly = [{ days: [...weekdays], from: '09:00', to: '18:00' }]
  await service.stop()
  await service.write(JSON.stringify(await changedProfile({ hours: hours({ weekly }), phone })))
  await service.start()
  // The relay's clock says that it is some seconds before nine; the customer is at the code before that is over.
  const opensAt = midnightOf(japaneseDay(Date.now())) + 9 * 60 * MINUTE
  const early = 8_000
  const asked: number[] = []
  const front = await changeAnswers(service.address, '/api/profiles/', (body) => {
    asked.push(Date.now())
    return JSON.stringify({ ...JSON.parse(body), now: new Date(opensAt - early).toISOString() })
  })
  try {
    const { agent, customer } = await newCustomer({ relay: front.address })
    await customer.comesToCode()
    await expect(agent.page.locator('[data-desk=closed]')).toBeVisible()
    // The agent looks at the time every quarter of a minute.
    await agent.page.locator('#code').waitFor({ timeout: early + 20_000 })
    await expect(agent.page.locator('[data-desk=closed]')).toHaveCount(0)
    expect(asked).toHaveLength(1)
    expect(Date.now() - (asked[0] ?? 0)).toBeGreaterThanOrEqual(early - 100)
  } finally {
    front.close()
  }
})
