import { assertNever } from '../shared/errors'
import { createAudit } from './audit'
import type { Command } from './command-line'
import type { Config } from './config'
import { askOwner, takeFolder } from './data-folder'
import { createDevices } from './devices'
import { openIdentity } from './identity'
import { createOperators, newOperator } from './operators'
import { carryOut, type Order, type OrderResult, orderResult, order as orderShape } from './orders'
import { enterPassword } from './password-entry'
import { generatePassword, hashPassword } from './passwords'
import { openStore } from './store'

/**
 * All commands but `serve`. Accounts are made here only: a set-up page on the web is a door that someone forgets to
 * close. While a relay is running, it carries the orders out, and a disabled operator's session ends at once.
 * @returns the exit status
 */
export async function operate(command: Exclude<Command, { name: 'serve' }>, config: Config): Promise<number> {
  const generated = command.name === 'operator-add' && command.generate ? generatePassword() : null
  const order = await orderOf(command, generated)
  const result = 'ok' in order ? order : await place(config, order)
  if (!result.ok) {
    console.error(result.sentence)
    return 1
  }
  for (const line of result.lines) console.log(line)
  if (generated !== null) console.log(`Password: ${generated}`)
  return 0
}

type Failed = Extract<OrderResult, { ok: false }>

async function orderOf(
  command: Exclude<Command, { name: 'serve' }>,
  generated: string | null,
): Promise<Order | Failed> {
  switch (command.name) {
    case 'operator-list':
      return { v: 1, type: 'list' }
    case 'operator-disable':
      return { v: 1, type: 'disable', user: command.user }
    case 'operator-add':
      return addition(command, generated)
    case 'identity':
      return { v: 1, type: 'identity' }
    case 'device-list':
      return { v: 1, type: 'device-list' }
    case 'device-revoke':
      return shaped({ v: 1, type: 'device-revoke', id: command.id })
    case 'audit-list': {
      const { session, since } = command
      return shaped({
        v: 1,
        type: 'audit-list',
        ...(session !== null && { session }),
        ...(since !== null && { since }),
      })
    }
    case 'report-list': {
      const { since } = command
      return shaped({ v: 1, type: 'report-list', ...(since !== null && { since }) })
    }
    default:
      return assertNever(command)
  }
}

async function addition(
  command: Extract<Command, { name: 'operator-add' }>,
  generated: string | null,
): Promise<Order | Failed> {
  const { user, operator: name, company } = command
  // Checked before a password is asked for.
  const shape = newOperator.omit({ password: true }).safeParse({ user, name, company, role: 'operator' })
  if (!shape.success) return { ok: false, sentence: faultOf(String(shape.error.issues[0]?.path[0])) }
  const entered = generated === null ? await enterPassword() : { ok: true as const, password: generated }
  if (!entered.ok) return entered
  return { v: 1, type: 'add', operator: { ...shape.data, password: await hashPassword(entered.password) } }
}

function shaped(typed: Order): Order | Failed {
  const shape = orderShape.safeParse(typed)
  return shape.success ? shape.data : { ok: false, sentence: faultOf(String(shape.error.issues[0]?.path[0])) }
}

const faults: Readonly<Record<string, string>> = {
  user: '--user should be 1 to 60 letters, digits, dots, hyphens or underscores.',
  name: '--name should be 1 to 60 characters.',
  company: '--company should be 1 to 80 characters.',
  id: '--id should be the id of a certificate, as "device list" shows it.',
  session: '--session should be the name of a session, as "audit list" shows it.',
  since: '--since should be a time such as 2026-11-22T09:00:00+09:00.',
}
const faultOf = (field: string): string => faults[field] ?? `--${field} is not understood.`

async function place(config: Config, order: Order): Promise<OrderResult> {
  const folder = await takeFolder(config.data)
  if (folder === null) {
    const answer = await askOwner(config.data, JSON.stringify(order))
    const busy = 'Another command is using the data folder: try again when it is done.'
    return answer === null ? { ok: false, sentence: busy } : orderResult.parse(JSON.parse(answer))
  }
  try {
    const store = await openStore(config.data)
    try {
      const operators = createOperators(store, Date.now)
      const audit = createAudit(store, Date.now)
      const devices = createDevices(store, Date.now)
      // No relay is running: there is nobody to put out or to tell.
      const nobody = () => undefined
      const identity = () => openIdentity(config.data)
      const registry = { operators, audit, devices, identity, putOut: nobody, tellRevoked: nobody }
      return await carryOut(registry, order)
    } finally {
      await store.close()
    }
  } finally {
    await folder.release()
  }
}
