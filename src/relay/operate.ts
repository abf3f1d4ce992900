import { createAudit } from './audit'
import type { Command } from './command-line'
import type { Config } from './config'
import { askOwner, takeFolder } from './data-folder'
import { carryOut, type OperatorOrder, type OrderResult, orderResult } from './operator-orders'
import { createOperators, newOperator } from './operators'
import { enterPassword } from './password-entry'
import { generatePassword, hashPassword } from './passwords'
import { openStore } from './store'

/**
 * The `operator` commands. Accounts are made here only: a set-up page on the web is a door that someone forgets to
 * close. While a relay is running, it carries them out, and a disabled operator's session ends at once.
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
): Promise<OperatorOrder | Failed> {
  if (command.name === 'operator-list') return { v: 1, type: 'list' }
  if (command.name === 'operator-disable') return { v: 1, type: 'disable', user: command.user }
  const { user, operator: name, company } = command
  // Checked before a password is asked for.
  const shape = newOperator.omit({ password: true }).safeParse({ user, name, company, role: 'operator' })
  if (!shape.success) return { ok: false, sentence: faultOf(String(shape.error.issues[0]?.path[0])) }
  const entered = generated === null ? await enterPassword() : { ok: true as const, password: generated }
  if (!entered.ok) return entered
  return { v: 1, type: 'add', operator: { ...shape.data, password: await hashPassword(entered.password) } }
}

const faultOf = (field: string): string =>
  field === 'user'
    ? '--user should be 1 to 60 letters, digits, dots, hyphens or underscores.'
    : field === 'name'
      ? '--name should be 1 to 60 characters.'
      : '--company should be 1 to 80 characters.'

async function place(config: Config, order: OperatorOrder): Promise<OrderResult> {
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
      return await carryOut(
        { operators, audit: createAudit(store, Date.now), putOut: () => undefined },
        order,
      )
    } finally {
      await store.close()
    }
  } finally {
    await folder.release()
  }
}
