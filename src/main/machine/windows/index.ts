import { cpu, machineName, memory } from '../common'
import { judgeDisk, judgeMemory } from '../judge'
import type { Readers } from '../readers'
import { antivirus } from './antivirus'
import { browser, mail } from './default-programs'
import { freeSpace, readDrives, volumeSerial } from './drives'
import { firewall } from './firewall'
import { fileSharing } from './installed'
import { internetOptions } from './internet-options'
import { macAddress } from './network-card'
import { machine } from './readings'
import { startUp } from './start-up'
import { os } from './system'
import { unneededFiles } from './unneeded-files'
import { updates } from './updates'

export const windows: Readers = {
  items: {
    os,
    'machine-name': machineName,
    'mac-address': macAddress,
    'volume-serial': volumeSerial,
    'free-space': freeSpace,
    browser,
    mail,
    cpu,
    memory,
  },
  machine,
  pcCheck: {
    antivirus,
    firewall,
    updates: (host) => updates(host),
    'file-sharing': fileSharing,
    'start-up': startUp,
    disk: async (host) => judgeDisk(await readDrives(host)),
    memory: async (host) => judgeMemory(host.facts.memory),
    'internet-options': internetOptions,
    'unneeded-files': unneededFiles,
  },
}
