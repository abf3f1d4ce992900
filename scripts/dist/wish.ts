import { parseArgs } from 'node:util'
import { type BuiltFor, builtFor, type Channel, channel as channelSchema } from '../../src/shared/built-for'
import { Refusal, reason } from '../refusal'
import { named } from '../root'
import { readPublicKey } from '../updates/key'
import { outputOf } from './config'

export const systems = ['win', 'mac', 'linux'] as const
export type System = (typeof systems)[number]
export type Processor = 'x64' | 'arm64' | 'ia32'

/** What `npm run dist` is asked to do. */
export interface Wish {
  channel: Channel
  /** The kinds of packages by system; empty where only what is there is to be published. */
  targets: ReadonlyMap<System, readonly string[]>
  processors: readonly Processor[]
  builtFor: BuiltFor
  /** The relay's folder of downloads; null = nothing is published. */
  publishTo: string | null
  /** Where packages go, and are published from. */
  output: string
}

export const USE = `Use: npm run dist -- [--channel current|legacy] [--win [nsis msi dir]] [--mac [dmg pkg zip dir]] [--linux [dir tar.gz]]
       [--x64] [--arm64] [--ia32] [--relay URL] [--profile ID] [--relay-key HEX]... [--update-key FILE.pub]
       [--output FOLDER] [--publish-to FOLDER]
     npm run dist -- --publish-to FOLDER [--channel current|legacy]   publishes what was built before`

/** The kinds of each system: the first word says which are made without being named. */
const KINDS: Readonly<Record<System, { usual: readonly string[]; more: readonly string[] }>> = {
  win: { usual: ['nsis', 'msi'], more: ['dir'] },
  // The zip is what updates come as.
  mac: { usual: ['dmg', 'pkg', 'zip'], more: ['dir'] },
  linux: { usual: ['dir', 'tar.gz'], more: [] },
}

const HOSTS: Partial<Record<NodeJS.Platform, System>> = { win32: 'win', darwin: 'mac', linux: 'linux' }

/** @throws Refusal naming the word that cannot be meant */
export async function readWish(
  words: readonly string[],
  host: { platform: NodeJS.Platform; arch: string } = process,
): Promise<Wish> {
  const { options, targets } = split(words)
  const values = parse(options)
  const channel = channelSchema.safeParse(values.channel)
  if (!channel.success) throw new Refusal(`There is no channel "${values.channel}": use current or legacy.`)
  const own = HOSTS[host.platform]
  const publishTo = values['publish-to'] === undefined ? null : named(values['publish-to'])
  if (targets.size === 0 && publishTo === null) {
    if (own === undefined) throw new Refusal(`Nothing is packed for this system by itself.\n${USE}`)
    targets.set(own, KINDS[own].usual)
  }
  if (targets.has('mac') && host.platform !== 'darwin')
    throw new Refusal(
      'macOS packages are built on macOS only: codesign, hdiutil and pkgbuild exist nowhere else. Run this command on a Mac.',
    )
  if (targets.has('linux') && host.platform !== 'linux')
    throw new Refusal('Linux packages, which are for development, are built on Linux.')
  const processors = chooseProcessors(values, channel.data, targets, host.arch)
  return {
    channel: channel.data,
    targets,
    processors,
    builtFor: await readBuiltFor(values, channel.data),
    publishTo,
    output: values.output === undefined ? outputOf(channel.data) : named(values.output),
  }
}

type Values = ReturnType<typeof parse>

/** Kinds follow their system as bare words, so systems are taken out before the options are parsed. */
function split(words: readonly string[]): { options: string[]; targets: Map<System, readonly string[]> } {
  const options: string[] = []
  const targets = new Map<System, readonly string[]>()
  for (let at = 0; at < words.length; at++) {
    const system = systems.find((name) => words[at] === `--${name}`)
    if (system === undefined) {
      options.push(words[at] ?? '')
      // The value of an option is no kind, whatever it is called.
      continue
    }
    const kinds: string[] = []
    while (words[at + 1] !== undefined && !words[at + 1]?.startsWith('-')) kinds.push(words[++at] ?? '')
    const known = [...KINDS[system].usual, ...KINDS[system].more]
    const strange = kinds.find((kind) => !known.includes(kind))
    if (strange !== undefined)
      throw new Refusal(`--${system} makes no "${strange}": use ${known.join(', ')}.\n${USE}`)
    targets.set(system, kinds.length === 0 ? KINDS[system].usual : [...new Set(kinds)])
  }
  return { options, targets }
}

function parse(words: string[]) {
  try {
    return parseArgs({
      args: words,
      options: {
        channel: { type: 'string', default: 'current' },
        x64: { type: 'boolean', default: false },
        arm64: { type: 'boolean', default: false },
        ia32: { type: 'boolean', default: false },
        relay: { type: 'string' },
        profile: { type: 'string', default: 'default' },
        'relay-key': { type: 'string', multiple: true, default: [] },
        'update-key': { type: 'string' },
        'publish-to': { type: 'string' },
        output: { type: 'string' },
      },
    }).values
  } catch (error) {
    throw new Refusal(`${reason(error)}.\n${USE}`)
  }
}

function chooseProcessors(
  values: Values,
  channel: Channel,
  targets: ReadonlyMap<System, unknown>,
  host: string,
): Processor[] {
  const named = (['x64', 'arm64', 'ia32'] as const).filter((one) => values[one])
  if (named.includes('ia32')) {
    if (channel === 'current')
      throw new Refusal(
        'The current channel has no 32-bit build, because its Electron has none: use --channel legacy.',
      )
    const other = systems.find((system) => system !== 'win' && targets.has(system))
    if (other !== undefined)
      throw new Refusal('Only Windows has a 32-bit build: use --ia32 with --win alone.')
  }
  if (named.length > 0) return named
  if (targets.has('linux')) return [host === 'arm64' ? 'arm64' : 'x64']
  return channel === 'legacy' && targets.has('win') && !targets.has('mac')
    ? ['x64', 'arm64', 'ia32']
    : ['x64', 'arm64']
}

/** What is written into the package: each value in the shape that the agent will ask of it. */
async function readBuiltFor(values: Values, channel: Channel): Promise<BuiltFor> {
  const key = values['update-key']
  const said = {
    v: 1,
    channel,
    relay: values.relay ?? null,
    profile: values.profile,
    relayKeys: values['relay-key'],
    updateKey: key === undefined ? null : await readPublicKey(named(key)),
  }
  const parsed = builtFor.safeParse(said)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${OPTIONS[String(path[0])] ?? String(path[0])} ${message}`,
  )
  throw new Refusal(`${faults.join('; ')}.`)
}

const OPTIONS: Readonly<Record<string, string>> = {
  relay: '--relay',
  profile: '--profile',
  relayKeys: '--relay-key',
}
