import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createDevices } from '../../src/relay/devices'
import { monthStart } from '../../src/shared/japan-time'
import { type Device, deviceOf, newDevice, newKeys } from './device'
import { connect, type End, joining, openStage, type Stage } from './stage'

let stage: Stage
const ends: End[] = []

beforeAll(async () => {
  stage = await openStage()
})
beforeEach(() => stage.later(11 * 60_000))
afterEach(() => {
  for (const end of ends.splice(0)) end.close()
})
afterAll(() => stage.close())

/** Both ends in one session, approved unless said otherwise. */
const session = async (approved = true) => {
  const extraHeaders = { cookie: await stage.signIn(), origin: stage.address }
  const [console, agent] = await Promise.all([
    connect(stage.address, '/console', { extraHeaders }),
    connect(stage.address, '/agent'),
  ])
  ends.push(console, agent)
  const reply = await agent.ask(joining((await console.ask({ type: 'open' })).code))
  await console.next()
  if (approved) {
    await agent.ask({ type: 'progress', step: 'approved' })
    await console.next()
  }
  const name = String(reply.session)
  const challenge = String(reply.challenge)
  const prove = (device: Device) => agent.ask(device.prove(name, challenge))
  return { console, agent, name, challenge, prove }
}
/** Tells a device apart in one session of its own, and what the console was told. */
const meet = async (device: Device) => {
  const { console, prove } = await session()
  const reply = await prove(device)
  return { reply, told: await console.next() }
}
const auditOf = async (event: string) =>
  (await stage.relay.services.audit.list()).filter((row) => row.event === event)

test('a device is new, and then it is the one of last time', async () => {
  const device = await newDevice(stage.address)
  expect((await stage.relay.services.devices.list()).map(({ id }) => id)).not.toContain(device.id)
  const first = await meet(device)
  const firstSeenAt = (first.reply.device as { firstSeenAt: string }).firstSeenAt
  expect(first.reply).toEqual({
    ok: true,
    device: { id: device.id, state: 'new', firstSeenAt, lastSeenAt: null, sessionsThisMonth: 1 },
  })
  expect(Math.abs(Date.parse(firstSeenAt) - stage.now())).toBeLessThan(4000)
  expect(first.told).toEqual({ v: 1, type: 'device', device: first.reply.device })

  const second = await meet(device)
  const expected = {
    id: device.id,
    state: 'seen',
    firstSeenAt,
    lastSeenAt: firstSeenAt,
    sessionsThisMonth: 2,
  }
  expect(second.reply).toEqual({ ok: true, device: expected })
  expect(second.told).toEqual({ v: 1, type: 'device', device: expected })
  expect((await auditOf('device-seen')).filter((row) => row.device === device.id)).toHaveLength(2)
})

test('nothing is proven before the approval, outside a session, or twice', async () => {
  const device = await newDevice(stage.address)
  const late = { ok: false, error: 'message-late', field: 'type' }
  const early = await session(false)
  expect(await early.prove(device)).toEqual(late)
  await early.agent.ask({ type: 'progress', step: 'approved' })
  expect(await early.prove(device)).toMatchObject({ ok: true })
  expect(await early.prove(device)).toEqual(late)

  const alone = await connect(stage.address, '/agent')
  ends.push(alone)
  expect(await alone.ask(device.prove(early.name, early.challenge))).toEqual(late)
})

test('a proof counts for its own session, its own challenge and its own key', async () => {
  const device = await newDevice(stage.address)
  const refused = { ok: false, error: 'certificate-refused', field: 'signature' }
  const one = await session()
  const two = await session()
  expect(await two.agent.ask(device.prove(one.name, one.challenge))).toEqual(refused)
  expect(await two.prove(device)).toMatchObject({ error: 'message-late' })
  expect(await one.prove(deviceOf(device.certificate, newKeys()))).toEqual(refused)
  const three = await session()
  expect(await three.agent.ask({ ...device.prove('x', 'y'), signature: 'AAAA' })).toEqual(refused)
  expect([one, two, three].map(({ console }) => console.inbox.some(({ type }) => type === 'device'))).toEqual(
    [false, false, false],
  )
  expect((await stage.relay.services.devices.list()).map(({ id }) => id)).not.toContain(device.id)
})

test('a certificate of another relay is refused, and the session goes on', async () => {
  const other = await openStage()
  const device = await newDevice(other.address)
  await other.close()
  const { agent, console, prove } = await session()
  expect(await prove(device)).toEqual({ ok: false, error: 'certificate-refused', field: 'certificate' })
  expect(await agent.ask({ type: 'progress', step: 'live' })).toEqual({ ok: true })
  expect(await console.next()).toMatchObject({ type: 'progress', step: 'live' })
})

test('a revoked device is shown as such at once, refused from then on, and not counted', async () => {
  const keys = newKeys()
  const device = await newDevice(stage.address, keys)
  const { devices, rooms } = stage.relay.services
  const open = await session()
  const { device: shown } = await open.prove(device)
  await open.console.next()
  expect(await devices.revoke(device.id)).toBe(true)
  expect(await devices.revoke(device.id)).toBe(false)
  rooms.tellRevoked(device.id)
  expect(await open.console.next()).toEqual({
    v: 1,
    type: 'device',
    device: { ...(shown as object), state: 'revoked' },
  })

  const again = await meet(device)
  expect(again.reply).toEqual({ ok: false, error: 'certificate-revoked' })
  expect(again.told).toMatchObject({ device: { id: device.id, state: 'revoked', sessionsThisMonth: 1 } })

  const renewed = await newDevice(stage.address, keys)
  expect(renewed.id).not.toBe(device.id)
  expect((await meet(renewed)).reply).toEqual({ ok: false, error: 'certificate-revoked' })
})

test('sessions are counted by the calendar month in Japan', async () => {
  expect(new Date(monthStart(Date.parse('2026-11-30T14:59:59.999Z'))).toISOString()).toBe(
    '2026-10-31T15:00:00.000Z',
  )
  expect(new Date(monthStart(Date.parse('2026-11-30T15:00:00.000Z'))).toISOString()).toBe(
    '2026-11-30T15:00:00.000Z',
  )
  expect(new Date(monthStart(Date.parse('2026-12-31T15:00:00.000Z'))).toISOString()).toBe(
    '2026-12-31T15:00:00.000Z',
  )

  let now = Date.parse('2030-03-31T14:59:00Z')
  const devices = createDevices(stage.relay.services.store, () => now)
  const see = async (name: string) =>
    (await devices.see({ id: 'c'.repeat(32), fingerprint: 'f' }, name)).sessionsThisMonth
  expect([await see('one'), await see('two'), await see('two')]).toEqual([1, 2, 2])
  now += 60_000
  expect(await see('three')).toBe(1)
  await devices.prune()
  expect(await see('four')).toBe(2)
  now -= 60_000
  // What the sweep took was of the month before.
  expect(await see('five')).toBe(3)
})

test('a device is forgotten once its certificate must have run out, but not that it was revoked', async () => {
  const years = 365 * 24 * 60 * 60_000
  let now = Date.parse('2040-01-01T00:00:00Z')
  const devices = createDevices(stage.relay.services.store, () => now)
  const [kept, revoked] = ['d'.repeat(32), 'e'.repeat(32)]
  for (const id of [kept, revoked]) await devices.see({ id, fingerprint: id }, 'long ago')
  await devices.revoke(revoked)
  const known = async () =>
    (await devices.list()).map(({ id }) => id).filter((id) => id === kept || id === revoked)
  now += 2 * years
  await devices.prune()
  expect(await known()).toEqual([kept, revoked])
  now += 1
  await devices.prune()
  expect(await known()).toEqual([revoked])
})

test('nothing of a device is in the log', () => {
  expect(stage.log.filter((line) => /BEGIN|device/i.test(line))).toEqual([])
})
