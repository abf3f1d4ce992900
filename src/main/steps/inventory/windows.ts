import os from 'node:os'
import { cpu, freeSpace, machineName, memory } from './common'
import type { Readers } from './index'

const drive = process.env.SystemDrive ?? 'C:'

export const windows: Readers = {
  // Node reads the edition from the registry by itself ("Windows 11 Pro"); a PowerShell would take seconds.
  os: async () => `${os.version()} (${os.release()}), ${os.arch()}`,
  'machine-name': machineName,
  'free-space': () => freeSpace(`${drive}\\`, drive),
  cpu,
  memory,
}
