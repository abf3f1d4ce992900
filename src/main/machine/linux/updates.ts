import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { changedAt, DAY_MS, dayOf } from './file-time'
import { readRelease } from './release'

/** Automatic updates that have not looked for so long do not work. */
const STALE_MS = 30 * DAY_MS

/** Rejects on a system whose way of updating is not known here. */
export async function updates(host: Host): Promise<PcCheckArea> {
  const { family } = await readRelease(host)
  if (family.includes('debian') || family.includes('ubuntu')) return debian(host)
  if (family.includes('fedora') || family.includes('rhel')) return fedora(host)
  throw new Error('not known')
}

const area = (finding: PcCheckArea['finding'], details: string[] = []): PcCheckArea => ({
  id: 'updates',
  state: finding === 'updates-automatic' ? 'good' : 'attention',
  finding,
  details,
})

async function debian(host: Host): Promise<PcCheckArea> {
  if ((await host.list('/run')).includes('reboot-required')) return area('updates-restart')
  const [settings, notice, at] = await Promise.all([
    host.run('apt-config', ['dump', 'APT::Periodic']),
    host.file('/var/lib/update-notifier/updates-available').catch(() => ''),
    changedAt('/var/lib/apt/lists', host).catch(() => null),
  ])
  const seen = at === null ? [] : [dayOf(at)]
  const every = /^APT::Periodic::Unattended-Upgrade "(.*)";/m.exec(settings)?.[1] ?? '0'
  const stale = at !== null && Date.now() - at > STALE_MS
  if (!['0', ''].includes(every) && !stale) return area('updates-automatic', seen)
  // Ubuntu keeps a sentence for the terminal, in the system's language, that begins with the number of updates.
  const waiting = Number(/^\D*(\d+)/m.exec(notice)?.[1] ?? 0)
  return waiting > 0 ? area('updates-pending', [String(waiting), ...seen]) : area('updates-manual', seen)
}

async function fedora(host: Host): Promise<PcCheckArea> {
  const timers = await host.list('/etc/systemd/system/timers.target.wants')
  const timer = timers.find((name) => /^dnf(5)?-automatic(-install)?\.timer$/.test(name))
  if (timer === undefined) return area('updates-manual')
  if (timer === 'dnf-automatic-install.timer') return area('updates-automatic')
  const settings = await host
    .file('/etc/dnf/automatic.conf')
    .catch(() => host.file('/usr/share/dnf5/dnf5-plugins/automatic.conf'))
  return area(
    /^\s*apply_updates\s*=\s*(yes|true|1)\s*$/im.test(settings) ? 'updates-automatic' : 'updates-manual',
  )
}
