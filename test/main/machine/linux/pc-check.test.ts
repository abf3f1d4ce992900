import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { linux } from '../../../../src/main/machine/linux'
import type { PcCheckAreaId } from '../../../../src/shared/pc-check'
import { pcCheckArea } from '../../../../src/shared/pc-check'
import { type Recording, recordedHost } from '../recorded-host'

// The recorded machines were looked at on this day.
beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-22T12:00:00Z'), toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** What an area says, in short; null where it rejects. Whatever it says fits the schema. */
async function check(area: PcCheckAreaId, name: string, change?: (kept: Recording) => void) {
  const found = await linux.pcCheck[area](recordedHost(name, change)).catch(() => null)
  if (found === null) return null
  const { id, state, finding, details } = pcCheckArea.parse(found)
  expect(id).toBe(area)
  return [state, finding, ...details]
}

const ubuntu = 'linux-ubuntu-22'
const fedora = 'linux-fedora-34'
const debian = 'linux-debian-12'

describe('the check of a Linux PC', () => {
  it.each<[PcCheckAreaId, string, readonly string[] | null]>([
    ['antivirus', debian, ['attention', 'antivirus-none']],
    ['antivirus', ubuntu, ['good', 'antivirus-current', 'ClamAV 2026-11-22']],
    // Sold scanners tell nobody how they are.
    ['antivirus', fedora, null],
    ['firewall', debian, null],
    ['firewall', ubuntu, ['good', 'firewall-on', 'ufw']],
    ['firewall', fedora, ['good', 'firewall-on', 'firewalld']],
    ['updates', debian, ['attention', 'updates-manual', '2026-11-22']],
    ['updates', ubuntu, ['good', 'updates-automatic', '2026-11-22']],
    ['updates', fedora, ['attention', 'updates-manual']],
    ['file-sharing', debian, ['good', 'file-sharing-none']],
    ['file-sharing', ubuntu, ['attention', 'file-sharing-found', 'Transmission']],
    ['file-sharing', fedora, ['attention', 'file-sharing-found', 'qBittorrent']],
    ['start-up', ubuntu, ['good', 'start-up-listed', 'Helper', 'Print Queue Applet']],
    ['start-up', fedora, ['good', 'start-up-listed']],
    ['disk', debian, ['good', 'disk-enough', '/: 81.5 GB / 270.6 GB']],
    ['disk', ubuntu, ['good', 'disk-enough', '/: 61.2 GB / 249.8 GB']],
    ['disk', fedora, ['attention', 'disk-low', '/: 3.1 GB / 510.0 GB']],
    ['memory', ubuntu, ['attention', 'memory-low', '0.5 GB / 7.7 GB']],
    ['internet-options', ubuntu, ['good', 'internet-options-default']],
    ['internet-options', fedora, ['attention', 'internet-options-changed', 'proxy.example.jp:8080']],
    ['unneeded-files', debian, ['good', 'unneeded-files-few', 'Cache 0.0 GB', 'Trash 0.0 GB']],
    ['unneeded-files', ubuntu, ['attention', 'unneeded-files-many', 'Cache 1.9 GB', 'Trash 0.0 GB']],
  ])('reads %s of %s', async (area, name, said) => {
    expect(await check(area, name)).toEqual(said)
  })

  it('finds an antivirus that has not learned for a week', async () => {
    const old = (kept: Recording) => {
      kept.run['stat --format=%Y /var/lib/clamav/daily.cld'] = String(Date.parse('2026-11-15') / 1000)
    }
    expect(await check('antivirus', ubuntu, old)).toEqual([
      'attention',
      'antivirus-outdated',
      'ClamAV 2026-11-15',
    ])
    const without = (kept: Recording) => {
      delete kept.lists['/var/lib/clamav']
    }
    expect(await check('antivirus', ubuntu, without)).toEqual(['attention', 'antivirus-outdated', 'ClamAV'])
  })

  it('says that a firewall is off only where every one of them was asked', async () => {
    const off = (kept: Recording) => {
      kept.files['/etc/ufw/ufw.conf'] = 'ENABLED=no\n'
    }
    expect(await check('firewall', ubuntu, off)).toEqual(['attention', 'firewall-off', 'ufw'])
    const silent = (kept: Recording) => {
      off(kept)
      kept.run = {}
    }
    expect(await check('firewall', ubuntu, silent)).toBeNull()
  })

  it('tells updates that wait, that need a restart and that stopped', async () => {
    const periodic = 'apt-config dump APT::Periodic'
    const notice = '/var/lib/update-notifier/updates-available'
    const waiting = (kept: Recording) => {
      kept.run[periodic] = 'APT::Periodic::Unattended-Upgrade "0";'
      kept.files[notice] = '\n12 updates can be applied immediately.\n3 of these are security updates.\n'
    }
    expect(await check('updates', ubuntu, waiting)).toEqual([
      'attention',
      'updates-pending',
      '12',
      '2026-11-22',
    ])
    const restart = (kept: Recording) => kept.lists['/run']?.push('reboot-required')
    expect(await check('updates', ubuntu, restart)).toEqual(['attention', 'updates-restart'])
    const stopped = (kept: Recording) => {
      kept.run['stat --format=%Y /var/lib/apt/lists'] = String(Date.parse('2026-10-01') / 1000)
    }
    expect(await check('updates', ubuntu, stopped)).toEqual(['attention', 'updates-manual', '2026-10-01'])
  })

  it('knows the two ways in which Fedora updates itself', async () => {
    const timer = (kept: Recording) =>
      kept.lists['/etc/systemd/system/timers.target.wants']?.push('dnf-automatic.timer')
    const applying = (answer: string) => (kept: Recording) => {
      timer(kept)
      kept.files['/etc/dnf/automatic.conf'] = `[commands]\napply_updates = ${answer}\n`
    }
    expect(await check('updates', fedora, applying('yes'))).toEqual(['good', 'updates-automatic'])
    expect(await check('updates', fedora, applying('no'))).toEqual(['attention', 'updates-manual'])
    expect(await check('updates', fedora, timer)).toBeNull()
  })

  it('calls nothing good that it could not read', async () => {
    const empty = (kept: Recording) => {
      kept.run = {}
      kept.files = {}
      kept.lists = { '/home/customer/.cache': [] }
      kept.space = {}
      kept.facts.memory.total = 0
    }
    for (const area of Object.keys(linux.pcCheck) as PcCheckAreaId[]) {
      const found = await check(area, ubuntu, empty)
      expect([area, found?.[0] ?? 'unread']).toEqual([area, 'unread'])
    }
  })
})
