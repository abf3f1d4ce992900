import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Namespace, setRules } from '../../scripts/network/namespace'
import { ROOT } from '../../scripts/root'

/** Where the packets of one machine went, as its own kernel noted them: no program can leave anything out. */
export type Places = {
  /** "198.18.7.2 udp 3478", or "224.0.0.22 igmp" where there are no ports; each once. What stays on the machine is not told. */
  destinations(): Promise<string[]>
}

const SETS = { ports: 'ipv4_addr . inet_proto . inet_service', rest: 'ipv4_addr . inet_proto' } as const

/** From here on. IPv6 is off in these namespaces. */
export async function watchPlaces(namespace: Namespace): Promise<Places> {
  const sets = Object.entries(SETS).map(
    ([name, type]) => `set ${name} {\ntype ${type}\nflags dynamic\nsize 65535\n}\n`,
  )
  const chain = [
    'type filter hook output priority 0',
    'oifname "lo" accept',
    'meta l4proto { tcp, udp } add @ports { ip daddr . meta l4proto . th dport } accept',
    'add @rest { ip daddr . meta l4proto }',
  ]
  await setRules(namespace, `table inet watch {\n${sets.join('')}chain out {\n${chain.join('\n')}\n}\n}\n`)
  const elements = async (name: keyof typeof SETS) => {
    const text = await namespace.run('nft', 'list', 'set', 'inet', 'watch', name)
    return [...text.matchAll(/\d+\.\d+\.\d+\.\d+(?: \. [\w-]+)+/g)].map(([one]) => one.replaceAll(' . ', ' '))
  }
  return { destinations: async () => [...(await elements('ports')), ...(await elements('rest'))] }
}

/** The names that one machine's name server was asked for, besides those that its own file knows. */
export type Names = { readonly asked: ReadonlySet<string>; stop(): Promise<void> }

export async function watchNames(namespace: Namespace): Promise<Names> {
  const words = ['--import', 'tsx', join(ROOT, 'test/e2e/names-program.ts')]
  const child = namespace.start('name server', process.execPath, words, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const asked = new Set<string>()
  const { stdout } = child.process
  if (stdout === null) throw new Error('the name server was started without a pipe')
  await new Promise<void>((ready, refuse) => {
    createInterface({ input: stdout }).on('line', (line) => {
      if (line === 'ready') ready()
      else asked.add(line)
    })
    child.ended.then(() => refuse(new Error('the name server ended')), refuse)
  })
  return { asked, stop: () => child.stop() }
}
