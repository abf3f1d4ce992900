import { readFile } from 'node:fs/promises'
import os from 'node:os'
import { cpu, freeSpace, machineName, memory } from './common'
import type { Readers } from './index'

export const linux: Readers = {
  os: async () => {
    const release = await readFile('/etc/os-release', 'utf8')
    const name = /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(release)?.[1] ?? 'Linux'
    return `${name}, ${os.arch()}`
  },
  'machine-name': machineName,
  'free-space': () => freeSpace('/', '/:'),
  cpu,
  memory,
}
