import { parseArgs } from 'node:util'
import { type Channel, channel as channelSchema } from '../../src/shared/built-for'
import { updateFeed } from '../../src/shared/update-feed'
import { Refusal, reason } from '../refusal'
import { named } from '../root'

export const USE = `Use: npm run updates -- key --out FOLDER
     npm run updates -- publish --channel current|legacy --from FOLDER --to DOWNLOADS --key FILE
                        [--stage PERCENT] [--minimum X.Y.Z] [--sequence N]
     npm run updates -- roll-back --channel current|legacy --to DOWNLOADS --version X.Y.Z --key FILE [--sequence N]
     npm run updates -- verify FILE --key FILE.pub`

export type Words = ReturnType<typeof readWords>

/** Every option of every command; each command asks for those it needs. */
export function readWords(words: readonly string[]) {
  const { values, positionals } = parse(words)
  const text = (name: keyof typeof values): string => {
    const value = values[name]
    if (value === undefined) throw new Refusal(`--${name} is missing.\n${USE}`)
    return value
  }
  const whole = (name: 'stage' | 'sequence', least: number, most: number): number | null => {
    const value = values[name]
    if (value === undefined) return null
    const number = Number(value)
    if (!/^\d{1,12}$/.test(value) || number < least || number > most)
      throw new Refusal(`--${name} should be a whole number from ${least} to ${most}.`)
    return number
  }
  const version = (name: 'version' | 'minimum'): string => {
    const value = text(name)
    if (updateFeed.shape.version.safeParse(value).success) return value
    throw new Refusal(`--${name} should be a version such as 1.2.0.`)
  }
  return {
    file: (name: 'from' | 'to' | 'key' | 'out') => named(text(name)),
    channel(): Channel {
      const read = channelSchema.safeParse(text('channel'))
      if (read.success) return read.data
      throw new Refusal(`There is no channel "${values.channel}": use current or legacy.`)
    },
    version: () => version('version'),
    minimum: () => (values.minimum === undefined ? null : version('minimum')),
    stage: () => whole('stage', 0, 100),
    sequence: () => whole('sequence', 1, MOST),
    /** The one thing without a name. */
    subject(): string {
      const [only, ...more] = positionals
      if (only === undefined || more.length > 0) throw new Refusal(USE)
      return named(only)
    },
  }
}

const MOST = 999_999_999_999

function parse(words: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        channel: text,
        from: text,
        to: text,
        key: text,
        out: text,
        stage: text,
        minimum: text,
        version: text,
        sequence: text,
      },
    })
  } catch (error) {
    throw new Refusal(`${reason(error)}.\n${USE}`)
  }
}
