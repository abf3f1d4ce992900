import { Refusal } from './refusal'
import { key } from './updates/key'
import { publish } from './updates/publish'
import { rollBack } from './updates/roll-back'
import { verify } from './updates/verify'
import { readWords, USE } from './updates/words'

const COMMANDS = { key, publish, 'roll-back': rollBack, verify } as const

/** `npm run updates -- …`: makes the key of the update feeds, signs and publishes them, goes back, and checks one. */
export async function main(words: readonly string[]): Promise<number> {
  const [name = '', ...rest] = words
  if (!Object.hasOwn(COMMANDS, name)) throw new Refusal(USE)
  const lines = await COMMANDS[name as keyof typeof COMMANDS](readWords(rest))
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}
