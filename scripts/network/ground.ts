import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

// What the network of the tests and benchmarks is built with: Debian's iproute2, nftables, socat and util-linux.
const PROGRAMS = [
  ['ip', '-V'],
  ['nft', '--version'],
  ['socat', '-V'],
  ['setpriv', '--version'],
] as const

let known: { readonly reason: string | null } | undefined

/**
 * Why no network can be laid here, or null where it can: that takes Linux, root, network namespaces, nftables and TUN.
 * Tests that need one are skipped with this sentence. It is found once, by really making a namespace.
 */
export function whyNoNetwork(): string | null {
  known ??= { reason: lookAround() }
  return known.reason
}

function lookAround(): string | null {
  if (process.platform !== 'linux') return 'network namespaces exist on Linux only'
  if (process.getuid?.() !== 0) return 'only root may make network namespaces'
  for (const [program, word] of PROGRAMS)
    if (spawnSync(program, [word], { stdio: 'ignore' }).status !== 0) return `${program} is not installed`
  if (!existsSync('/dev/net/tun')) return 'this kernel has no TUN devices'
  const name = `sobani-try-${process.pid}`
  try {
    for (const words of [
      ['ip', 'netns', 'add', name],
      ['ip', '-n', name, 'link', 'add', 'try0', 'type', 'veth', 'peer', 'name', 'try1'],
      [
        'ip',
        'netns',
        'exec',
        name,
        'nft',
        'add table inet try; add chain inet try post { type nat hook postrouting priority 100; }',
      ],
      ['ip', 'netns', 'exec', name, 'nft', 'add rule inet try post masquerade random,fully-random'],
    ]) {
      const [command = '', ...rest] = words
      const { status, stderr } = spawnSync(command, rest, { encoding: 'utf8' })
      if (status !== 0)
        return `"${words.slice(0, 3).join(' ')}" is refused here (${stderr.trim().split('\n')[0]})`
    }
    return null
  } finally {
    spawnSync('ip', ['netns', 'del', name], { stdio: 'ignore' })
  }
}
