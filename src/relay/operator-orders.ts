import { assertNever } from '../shared/errors'
import { parseMessage } from '../shared/parse'
import { z } from '../shared/zod'
import type { Audit } from './audit'
import { newOperator, type Operators } from './operators'

const v = z.literal(1)

/** What the command line asks of whoever has the data folder: itself, or the relay that is running. */
export const operatorOrder = z.discriminatedUnion('type', [
  z.strictObject({ v, type: z.literal('add'), operator: newOperator }),
  z.strictObject({ v, type: z.literal('list') }),
  z.strictObject({ v, type: z.literal('disable'), user: z.string().max(200) }),
])
export type OperatorOrder = z.infer<typeof operatorOrder>

/** The lines to print, or the one sentence that says what is wrong. */
export const orderResult = z.union([
  z.strictObject({ ok: z.literal(true), lines: z.array(z.string()) }),
  z.strictObject({ ok: z.literal(false), sentence: z.string() }),
])
export type OrderResult = z.infer<typeof orderResult>

export type Registry = {
  readonly operators: Operators
  readonly audit: Audit
  /** Puts out the pages and sessions of an operator who was disabled. */
  readonly putOut: (operatorId: string) => void
}

export async function carryOut(registry: Registry, order: OperatorOrder): Promise<OrderResult> {
  const { operators, audit, putOut } = registry
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
    default:
      return assertNever(order)
  }
}

/** As `carryOut`, for an order that came as text from another process. */
export async function carryOutText(registry: Registry, text: string): Promise<string> {
  const order = parseMessage(operatorOrder, 1, text, 4096)
  const result = order.ok
    ? await carryOut(registry, order.message)
    : no(`The running relay did not understand the command (${order.error}): are both of one version?`)
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
