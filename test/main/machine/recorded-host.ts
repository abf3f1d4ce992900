import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Host } from '../../../src/main/machine/host'
import { z } from '../../../src/shared/zod'

const address = z.strictObject({
  address: z.string(),
  netmask: z.string(),
  family: z.enum(['IPv4', 'IPv6']),
  mac: z.string(),
  internal: z.boolean(),
  cidr: z.string().nullable(),
  scopeid: z.number().optional(),
})

/**
 * One machine as it answered: `test/fixtures/machines/<name>.json`. Every part says in `sources` which public record it
 * comes from, or why it was constructed. A key of `run` is the program and its words, with one space between; one that
 * ends in " *" answers whatever words follow, for a script that is too long to stand here.
 */
export const recording = z.strictObject({
  about: z.string(),
  sources: z
    .array(
      z.strictObject({ for: z.string(), from: z.string().regex(/^(https:\/\/|(recorded|constructed): .)/) }),
    )
    .min(1),
  facts: z.strictObject({
    release: z.string(),
    version: z.string(),
    arch: z.string(),
    hostname: z.string(),
    memory: z.strictObject({ total: z.number(), free: z.number() }),
    cpus: z.array(z.strictObject({ model: z.string(), speed: z.number() })),
    interfaces: z.record(z.string(), z.array(address)),
    home: z.string(),
    env: z.record(z.string(), z.string()),
  }),
  /** A text, or its lines, which are easier to read and to compare. */
  run: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  files: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  lists: z.record(z.string(), z.array(z.string())).default({}),
  links: z.record(z.string(), z.string()).default({}),
  space: z.record(z.string(), z.strictObject({ free: z.number(), total: z.number() })).default({}),
  /** Names of running programs; left out = they cannot be listed. */
  processes: z.array(z.string()).nullable().default(null),
  /** Decimal or 0x numbers: JSON has none that are large enough. */
  devices: z.record(z.string(), z.string()).default({}),
})
export type Recording = z.infer<typeof recording>

export type RecordedHost = Host & {
  /** Every question that was put, in order: "run reg.exe query ...", "file /etc/os-release", "fact cpus". */
  readonly calls: readonly string[]
}

export const readRecording = (name: string): Recording =>
  recording.parse(JSON.parse(readFileSync(resolve(`test/fixtures/machines/${name}.json`), 'utf8')))

/** The recorded machine, or one with some answers changed; it rejects whatever it was never asked when recorded. */
export function recordedHost(
  name: string,
  change: (kept: Recording) => void = () => undefined,
): RecordedHost {
  const kept = readRecording(name)
  change(kept)
  const calls: string[] = []

  const answer = async <Kept, Answer>(
    kind: string,
    key: string,
    from: Record<string, Kept>,
    make: (found: Kept) => Answer,
  ): Promise<Answer> => {
    calls.push(`${kind} ${key}`)
    const found = from[key]
    if (!Object.hasOwn(from, key) || found === undefined) throw new Error(`not recorded: ${kind} ${key}`)
    return make(found)
  }
  const text = (found: string | string[]) => (typeof found === 'string' ? found : found.join('\n'))

  const watched = <Facts extends object>(facts: Facts): Facts =>
    new Proxy(facts, {
      get: (target, fact, receiver) => {
        calls.push(`fact ${String(fact)}`)
        return Reflect.get(target, fact, receiver)
      },
    })

  return {
    calls,
    run: (program, words) => {
      const asked = [program, ...words].join(' ')
      const open = Object.keys(kept.run).find(
        (key) => key.endsWith(' *') && asked.startsWith(key.slice(0, -1)) && !Object.hasOwn(kept.run, asked),
      )
      return answer('run', open ?? asked, kept.run, text)
    },
    file: (path) => answer('file', path, kept.files, text),
    list: (folder) => answer('list', folder, kept.lists, (found) => found),
    link: (path) => answer('link', path, kept.links, (found) => found),
    space: (path) => answer('space', path, kept.space, (found) => found),
    device: (path) => answer('device', path, kept.devices, BigInt),
    async processes() {
      calls.push('processes')
      if (kept.processes === null) throw new Error('not recorded: processes')
      return kept.processes
    },
    facts: watched(kept.facts as Host['facts']),
  }
}
