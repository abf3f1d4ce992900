import { parseArgs } from 'node:util'

export type Command =
  | { readonly name: 'serve'; readonly tryOut: boolean }
  | {
      readonly name: 'operator-add'
      readonly user: string
      readonly operator: string
      readonly company: string
      readonly generate: boolean
    }
  | { readonly name: 'operator-list' }
  | { readonly name: 'operator-disable'; readonly user: string }
  | { readonly name: 'device-list' }
  | { readonly name: 'device-revoke'; readonly id: string }
  | { readonly name: 'identity' }
  | { readonly name: 'report-list'; readonly since: string | null }
  | { readonly name: 'audit-list'; readonly session: string | null; readonly since: string | null }

export const usage = `Usage:
  relay serve [--try-out]
  relay operator add --user U --name N --company C [--generate]   (the password is read from stdin, or asked for)
  relay operator list
  relay operator disable --user U
  relay device list
  relay device revoke --id ID
  relay identity   (SHA-256 of the key that operators' names are signed with, for the policy RelayKeys)
  relay report list [--since ISO]   (what customers reported: time, operator, session, reason)
  relay audit list [--session S] [--since ISO]   (time, event, operator, session, reason, device)`

/** Commands of two words begin with one of these. */
const things = ['operator', 'device', 'report', 'audit']

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

/** @returns the command, or null where the words make none: then `usage` helps */
export function parseCommand(words: readonly string[]): Command | null {
  const [first, second] = words
  const isThing = things.includes(first ?? '')
  const name = isThing ? `${first} ${second}` : first
  const args = words.slice(isThing ? 2 : 1)
  try {
    return read(name, args)
  } catch (error) {
    // parseArgs throws at a word it does not know; to the person at the keyboard that is the same as a wrong command.
    if (error instanceof TypeError) return null
    throw error
  }
}

function read(name: string | undefined, args: string[]): Command | null {
  switch (name) {
    case 'serve': {
      const { values } = parseArgs({ args, options: { 'try-out': flag } })
      return { name: 'serve', tryOut: values['try-out'] === true }
    }
    case 'operator add': {
      const { values } = parseArgs({
        args,
        options: { user: text, name: text, company: text, generate: flag },
      })
      const { user, name: operator, company, generate = false } = values
      if (user === undefined || operator === undefined || company === undefined) return null
      return { name: 'operator-add', user, operator, company, generate }
    }
    case 'operator list':
      parseArgs({ args, options: {} })
      return { name: 'operator-list' }
    case 'operator disable': {
      const { values } = parseArgs({ args, options: { user: text } })
      return values.user === undefined ? null : { name: 'operator-disable', user: values.user }
    }
    case 'device list':
      parseArgs({ args, options: {} })
      return { name: 'device-list' }
    case 'device revoke': {
      const { values } = parseArgs({ args, options: { id: text } })
      return values.id === undefined ? null : { name: 'device-revoke', id: values.id }
    }
    case 'identity':
      parseArgs({ args, options: {} })
      return { name: 'identity' }
    case 'report list': {
      const { values } = parseArgs({ args, options: { since: text } })
      return { name: 'report-list', since: values.since ?? null }
    }
    case 'audit list': {
      const { values } = parseArgs({ args, options: { session: text, since: text } })
      return { name: 'audit-list', session: values.session ?? null, since: values.since ?? null }
    }
    default:
      return null
  }
}
