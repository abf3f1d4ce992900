import os from 'node:os'
import { cpu, freeSpace, machineName, memory } from './common'
import type { Readers } from './index'

export const macos: Readers = {
  os: async () => {
    // Loaded only here: it is large, and most starts never need it.
    const { osInfo } = await import('systeminformation')
    const { distro, release, codename, build } = await osInfo()
    return `${distro} ${release} ${codename} (${build}), ${os.arch()}`
  },
  'machine-name': machineName,
  'free-space': () => freeSpace('/', 'Macintosh HD:'),
  cpu,
  memory,
}
