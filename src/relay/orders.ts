import { certificateId } from '../shared/device'
import { assertNever } from '../shared/errors'
import { parseMessage } from '../shared/parse'
import { z } from '../shared/zod'
import type { Audit, AuditRow } from './audit'
import type { DeviceRow, Devices } from './devices'
import type { Identity } from './identity'
import { newOperator, type Operators } from './operators'

const v = z.literal(1)
/** ISO 8601 with its offset from UTC. */
const since = z.iso.datetime({ offset: true })

/** What the command line asks of whoever has the data folder: itself, or the relay that is running. */
export const order = z.discriminatedUnion('type', [
  z.strictObject({ v, type: z.literal('add'), operator: newOperator }),
  z.strictObject({ v, type: z.literal('list') }),
  z.strictObject({ v, type: z.literal('disable'), user: z.string().max(200) }),
  z.strictObject({ v, type: z.literal('identity') }),
  z.strictObject({ v, type: z.literal('device-list') }),
  z.strictObject({ v, type: z.literal('device-revoke'), id: certificateId }),
  z.strictObject({ v, type: z.literal('report-list'), since: since.exactOptional() }),
  z.strictObject({
    v,
    type: z.literal('audit-list'),
    session: z.string().max(64).exactOptional(),
    since: since.exactOptional(),
  }),
])
export type Order = z.infer<typeof order>

/** The lines to print, or the one sentence that says what is wrong. */
export const orderResult = z.union([
  z.strictObject({ ok: z.literal(true), lines: z.array(z.string()) }),
  z.strictObject({ ok: z.literal(false), sentence: z.string() }),
])
export type OrderResult = z.infer<typeof orderResult>

export type Registry = {
  readonly operators: Operators
  readonly audit: Audit
  readonly devices: Devices
  readonly identity: () => Promise<Pick<Identity, 'fingerprint'>>
  /** Puts out the pages and sessions of an operator who was disabled. */
  readonly putOut: (operatorId: string) => void
  /** Tells the consoles that see this device at the moment. */
  readonly tellRevoked: (deviceId: string) => void
}

export async function carryOut(registry: Registry, order: Order): Promise<OrderResult> {
  const { operators, audit, devices, identity, putOut, tellRevoked } = registry
  switch (order.type) {
    case 'add': {
      const id = await operators.add(order.operator)
      if (id === null)
        return no(`There is an operator with the user name ${order.operator.user} already: choose another.`)
      await audit.record({ event: 'operator-added', operator: id })
      return { ok: true, lines: [`Operator ${order.operator.user} can sign in now.`] }
    }
    case 'list':
      return { ok: true, lines: (await operators.list()).map(lineOf) }
    case 'disable': {
      const id = await operators.disable(order.user)
      if (id === null) return no('There is no enabled operator with this user name: see "operator list".')
      putOut(id)
      await audit.record({ event: 'operator-disabled', operator: id })
      return { ok: true, lines: [`Operator ${order.user} is disabled and signed out.`] }
    }
    case 'identity':
      return { ok: true, lines: [(await identity()).fingerprint] }
    case 'device-list':
      return { ok: true, lines: (await devices.list()).map(deviceLine) }
    case 'device-revoke': {
      const { id } = order
      if (!(await devices.revoke(id)))
        return no('There is no device with this id that is not revoked yet: see "device list".')
      tellRevoked(id)
      await audit.record({ event: 'device-revoked', operator: null, device: id })
      return { ok: true, lines: [`Device ${id} is revoked.`] }
    }
    case 'audit-list': {
      const { session, since } = order
      const filter = {
        ...(session !== undefined && { session }),
        ...(since !== undefined && { since: Date.parse(since) }),
      }
      return { ok: true, lines: (await audit.list(filter)).map(auditLine) }
    }
    case 'report-list': {
      const { since } = order
      const filter = { event: 'reported' as const, ...(since !== undefined && { since: Date.parse(since) }) }
      return { ok: true, lines: (await audit.list(filter)).map(reportLine) }
    }
    default:
      return assertNever(order)
  }
}

/** As `carryOut`, for an order that came as text from another process. */
export async function carryOutText(registry: Registry, text: string): Promise<string> {
  const parsed = parseMessage(order, 1, text, 4096)
  const result = parsed.ok
    ? await carryOut(registry, parsed.message)
    : no(`The running relay did not understand the command (${parsed.error}): are both of one version?`)
  return JSON.stringify(result)
}

const no = (sentence: string): OrderResult => ({ ok: false, sentence })

const lineOf = (operator: Awaited<ReturnType<Operators['list']>>[number]): string =>
  [
    operator.user_name,
    operator.name,
    operator.company,
    operator.role,
    operator.disabled_at === null ? 'enabled' : `disabled ${operator.disabled_at.toISOString()}`,
  ].join('\t')

const deviceLine = (device: DeviceRow): string =>
  [
    device.id,
    `first seen ${device.first_seen_at.toISOString()}`,
    `last seen ${device.last_seen_at.toISOString()}`,
    device.revoked_at === null ? 'valid' : `revoked ${device.revoked_at.toISOString()}`,
  ].join('\t')

/** Without the event, which is always the same. */
const reportLine = (row: AuditRow): string =>
  [row.at.toISOString(), row.user_name ?? '-', row.session ?? '-', row.reason ?? '-'].join('\t')

const auditLine = (row: AuditRow): string =>
  [
    row.at.toISOString(),
    row.event,
    row.user_name ?? '-',
    row.session ?? '-',
    row.reason ?? '-',
    row.device ?? '-',
  ].join('\t')
