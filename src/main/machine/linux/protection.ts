import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { changedAt, DAY_MS, dayOf } from './file-time'

const FRESH_MS = 7 * DAY_MS
const DATABASES = ['daily.cld', 'daily.cvd', 'main.cvd', 'main.cld']
/** Sold scanners keep themselves below /opt; how old what they know is, only their own programs tell. */
const OTHERS = /^(eset|sophos|f-secure|withsecure|kaspersky|drweb|bitdefender|ds_agent|mcafee|trendmicro)/i

/** ClamAV, the one that distributions ship: there, and what it knows is not older than a week. */
export async function antivirus(host: Host): Promise<PcCheckArea> {
  const area = (finding: PcCheckArea['finding'], details: string[]): PcCheckArea => ({
    id: 'antivirus',
    state: finding === 'antivirus-current' ? 'good' : 'attention',
    finding,
    details,
  })
  const programs = await host.list('/usr/bin')
  if (!programs.includes('clamscan') && !programs.includes('clamdscan')) {
    const others = await host.list('/opt').catch((): string[] => [])
    if (others.some((name) => OTHERS.test(name))) throw new Error('it keeps its state to itself')
    return area('antivirus-none', [])
  }
  const names = await host.list('/var/lib/clamav').catch((): string[] => [])
  const database = DATABASES.find((name) => names.includes(name))
  if (database === undefined) return area('antivirus-outdated', ['ClamAV'])
  const at = await changedAt(`/var/lib/clamav/${database}`, host)
  const fresh = Date.now() - at < FRESH_MS
  return area(fresh ? 'antivirus-current' : 'antivirus-outdated', [`ClamAV ${dayOf(at)}`])
}

/**
 * The rules themselves may be read by root alone, but not whether they are to be in force. Rejects where nobody that we
 * know looks after them: there may still be rules.
 */
export async function firewall(host: Host): Promise<PcCheckArea> {
  const [ufw, services] = await Promise.all([
    host.file('/etc/ufw/ufw.conf').catch(() => ''),
    host
      .run('systemctl', [
        'show',
        '--property=Id,LoadState,ActiveState',
        'firewalld.service',
        'nftables.service',
      ])
      .catch(() => ''),
  ])
  const enabled = /^ENABLED=["']?(yes|no)/im.exec(ufw)?.[1]?.toLowerCase()
  const units = services.split(/\n\s*\n/).map((block) => ({
    name: /^Id=(\w+)\.service$/m.exec(block)?.[1],
    loaded: /^LoadState=loaded$/m.test(block),
    active: /^ActiveState=active$/m.test(block),
  }))
  const active = units.find((unit) => unit.active)?.name
  const on = enabled === 'yes' ? 'ufw' : active
  if (on !== undefined) return { id: 'firewall', state: 'good', finding: 'firewall-on', details: [on] }
  const off = enabled === 'no' ? 'ufw' : units.find((unit) => unit.loaded)?.name
  // Without the services' word another of them may still be on.
  if (off === undefined || services === '') throw new Error('nobody is known to look after it')
  return { id: 'firewall', state: 'attention', finding: 'firewall-off', details: [off] }
}
