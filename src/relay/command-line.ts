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

export const usage = `Usage:
  relay serve [--try-out]
  relay operator add --user U --name N --company C [--generate]   (the password is read from stdin, or asked for)
  relay operator list
  relay operator disable --user U`

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

/** @returns the command, or null where the words make none: then `usage` helps */
export function parseCommand(words: readonly string[]): Command | null {
  const [first, second] = words
  const name = first === 'operator' ? `${first} ${second}` : first
  const args = words.slice(first === 'operator' ? 2 : 1)
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
    default:
      return null
  }
}
