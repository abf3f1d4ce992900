import { describe, expect, it } from 'vitest'
import { linux } from '../../../../src/main/machine/linux'
import type { ReadItemId } from '../../../../src/shared/inventory'
import { recordedHost } from '../recorded-host'

type Values = Readonly<Record<ReadItemId, string | null>>

const machines: ReadonlyArray<[string, Values]> = [
  [
    'linux-debian-12',
    {
      os: 'Debian GNU/Linux 12 (bookworm), x64',
      'machine-name': 'pc',
      'mac-address': '00:00:5E:00:53:01 (eth0)',
      // Without udev nobody says which it is.
      'volume-serial': null,
      'free-space': '/: 81.5 GB / 270.6 GB',
      browser: 'Chromium Web Browser 156.0.8078.79',
      mail: null,
      cpu: 'Intel(R) Xeon(R) Processor, 2.6 GHz (2)',
      memory: '23.5 GB',
    },
  ],
  [
    'linux-ubuntu-22',
    {
      os: 'Ubuntu 22.04.3 LTS, x64',
      'machine-name': 'pc',
      'mac-address': '00:00:5E:00:53:0C (eth0), 00:00:5E:00:53:0B (enp3s0), 00:00:5E:00:53:0A (docker0)',
      'volume-serial': '41f0e1d3-6f0c-4a9e-8a9c-2c7a8f5b9d10',
      'free-space': '/: 61.2 GB / 249.8 GB, /media/customer/USB STICK: 0.0 GB / 15.9 GB',
      browser: 'Firefox Web Browser 128.0',
      mail: 'Thunderbird Mail 115.18.0',
      cpu: 'Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz (8)',
      memory: '7.7 GB',
    },
  ],
  [
    'linux-fedora-34',
    {
      os: 'Fedora 34 (Workstation Edition), x64',
      'machine-name': 'pc',
      'mac-address': '00:00:5E:00:53:14 (wlp1s0), 00:00:5E:00:53:15 (virbr0)',
      'volume-serial': '9114f1cc-c55f-40f2-9e59-05d469b563a0',
      'free-space': '/: 3.1 GB / 510.0 GB',
      browser: 'Firefox 144.0',
      mail: 'Thunderbird 140.4.0',
      cpu: 'AMD Ryzen 5 5600U with Radeon Graphics, 1.4 GHz (12)',
      memory: '15.5 GB',
    },
  ],
]

const read = (id: ReadItemId, ...from: Parameters<typeof recordedHost>) =>
  linux.items[id](recordedHost(...from)).catch(() => null)

describe.each(machines)('%s', (name, values) => {
  it.each(Object.entries(values) as [ReadItemId, string | null][])('says %s', async (id, value) => {
    expect(await read(id, name)).toBe(value)
  })

  it('is asked for nothing that belongs to another item', async () => {
    const host = recordedHost(name)
    await linux.items.os(host)
    expect(host.calls).toEqual(['file /etc/os-release', 'fact arch'])
  })
})

describe('the items of a Linux PC', () => {
  it('find the volume in udev’s own record, by the number of the root’s device', async () => {
    const value = await read('volume-serial', 'linux-ubuntu-22', (kept) => {
      kept.devices['/'] = String((259n << 8n) | 2n)
      kept.files['/run/udev/data/b259:2'] = [
        'S:disk/by-uuid/0c0ffee0',
        'E:ID_FS_TYPE=ext4',
        'E:ID_FS_UUID=0c0ffee0',
      ]
    })
    expect(value).toBe('0c0ffee0')
  })

  it('read device numbers that need more than eight bits', async () => {
    const value = await read('volume-serial', 'linux-ubuntu-22', (kept) => {
      kept.devices['/'] = String((1n << 44n) | (2n << 8n) | (3n << 20n) | 4n)
      kept.files['/run/udev/data/b4098:772'] = 'E:ID_FS_UUID=1234-5678'
    })
    expect(value).toBe('1234-5678')
  })

  it('read os-release from where it really is, when the link is gone', async () => {
    const value = await read('os', 'linux-fedora-34', (kept) => {
      kept.files['/usr/lib/os-release'] = "PRETTY_NAME='Arch Linux'\nID=arch"
      delete kept.files['/etc/os-release']
    })
    expect(value).toBe('Arch Linux, x64')
  })

  it('name a program without a version, where nobody keeps one', async () => {
    expect(
      await read('browser', 'linux-ubuntu-22', (kept) => {
        delete kept.files['/snap/firefox/current/meta/snap.yaml']
      }),
    ).toBe('Firefox Web Browser')
    expect(
      await read('mail', 'linux-ubuntu-22', (kept) => {
        delete kept.files['/usr/share/applications/thunderbird.desktop']
      }),
    ).toBe('thunderbird')
  })

  it('ask the scheme where the desktop has no answer of its own', async () => {
    const value = await read('browser', 'linux-ubuntu-22', (kept) => {
      kept.run['xdg-settings get default-web-browser'] = '\n'
      kept.run['xdg-mime query default x-scheme-handler/https'] = 'thunderbird.desktop\n'
    })
    expect(value).toBe('Thunderbird Mail 115.18.0')
  })

  it('follow no name out of the folders of programs', async () => {
    const value = await read('mail', 'linux-ubuntu-22', (kept) => {
      kept.run['xdg-mime query default x-scheme-handler/mailto'] = '../../../etc/secret.desktop\n'
    })
    expect(value).toBeNull()
  })

  it('know an ARM board by what the kernel calls it', async () => {
    const value = await read('cpu', 'linux-debian-12', (kept) => {
      kept.facts.arch = 'arm64'
      kept.facts.cpus = [{ model: 'unknown', speed: 0 }]
      kept.files['/proc/cpuinfo'] =
        'processor\t: 0\nBogoMIPS\t: 108.00\n\nModel\t\t: Raspberry Pi 4 Model B Rev 1.4\n'
      kept.files['/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq'] = '1800000\n'
    })
    expect(value).toBe('Raspberry Pi 4 Model B Rev 1.4, 1.8 GHz (1)')
  })

  it('leave out an interface that has no address of its own', async () => {
    const value = await read('mac-address', 'linux-debian-12', (kept) => {
      for (const one of kept.facts.interfaces.eth0 ?? []) one.mac = '00:00:00:00:00:00'
    })
    expect(value).toBeNull()
  })
})
