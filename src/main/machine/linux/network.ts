import type { Host } from '../host'

/** Made by containers, virtual machines and tunnels: not what the PC is known by. */
const VIRTUAL =
  /^(docker|br-|veth|virbr|vnet|vmnet|vboxnet|lxc|lxd|cni|flannel|podman|tun|tap|wg|tailscale|zt|ifb|dummy)/
const MOST = 5

/** "AA:BB:CC:DD:EE:FF (eth0), ...": the interface that leads to the internet first, made-up ones last. */
export async function macAddress(host: Host): Promise<string | null> {
  const used = await defaultInterface(host)
  const rank = (name: string) => (name === used ? 0 : VIRTUAL.test(name) ? 2 : 1)
  const found = Object.entries(host.facts.interfaces)
    .flatMap(([name, addresses]) => {
      const mac = addresses?.find((one) => !one.internal && /[1-9a-f]/i.test(one.mac))?.mac
      return mac === undefined ? [] : { name, mac }
    })
    .sort((left, right) => rank(left.name) - rank(right.name))
  const lines = found.slice(0, MOST).map(({ name, mac }) => `${mac.toUpperCase()} (${name})`)
  return lines.join(', ') || null
}

/** Where packets for everywhere go; of several the one with the lowest metric. IPv6 decides where there is no IPv4. */
async function defaultInterface(host: Host): Promise<string | null> {
  const [ipv4, ipv6] = await Promise.all([
    host.file('/proc/net/route').catch(() => ''),
    host.file('/proc/net/ipv6_route').catch(() => ''),
  ])
  return lowest(rowsOf(ipv4).flatMap(ipv4Route)) ?? lowest(rowsOf(ipv6).flatMap(ipv6Route))
}

type Route = { readonly name: string; readonly metric: number }

const rowsOf = (text: string): string[][] => text.split('\n').map((line) => line.trim().split(/\s+/))

const lowest = (routes: readonly Route[]): string | null =>
  [...routes].sort((left, right) => left.metric - right.metric)[0]?.name ?? null

/** Iface Destination Gateway Flags RefCnt Use Metric Mask ...; numbers but the metric are hexadecimal. */
function ipv4Route([name, destination, , flags, , , metric, mask]: readonly string[]): Route[] {
  const up = (Number.parseInt(flags ?? '', 16) & 1) === 1
  const everywhere = destination === '00000000' && mask === '00000000'
  return name !== undefined && up && everywhere ? [{ name, metric: Number(metric) }] : []
}

/** Destination, prefix, source, prefix, gateway, metric, two counts, flags, name: all hexadecimal. */
function ipv6Route(row: readonly string[]): Route[] {
  const [destination, prefix, , , , metric] = row
  const name = row.at(-1)
  const everywhere = prefix === '00' && destination !== undefined && /^0{32}$/.test(destination)
  return everywhere && name !== undefined && name !== 'lo'
    ? [{ name, metric: Number.parseInt(metric ?? '', 16) }]
    : []
}
