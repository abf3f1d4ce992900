import type { PcCheckArea } from '../../../shared/pc-check'
import { machineName, memory } from '../common'
import type { Host } from '../host'
import { judgeDisk, judgeMemory } from '../judge'
import type { Readers } from '../readers'
import { fixedDrives, freeSpace, volumeSerial } from './drives'
import { fileSharing } from './installed'
import { machine } from './machine'
import { macAddress } from './network'
import { cpu } from './processor'
import { browser, mail } from './programs'
import { antivirus, firewall } from './protection'
import { readProxy } from './proxy'
import { os } from './release'
import { startUp } from './start-up'
import { unneededFiles } from './unneeded-files'
import { updates } from './updates'

export const linux: Readers = {
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
    updates,
    'file-sharing': fileSharing,
    'start-up': startUp,
    disk: async (host) => judgeDisk(await fixedDrives(host)),
    memory: async (host) => judgeMemory(host.facts.memory),
    'internet-options': internetOptions,
    'unneeded-files': unneededFiles,
  },
}

/** The proxy is all that such settings come to here. */
async function internetOptions(host: Host): Promise<PcCheckArea> {
  const { kind, at } = await readProxy(host)
  const changed = kind !== 'none'
  return {
    id: 'internet-options',
    state: changed ? 'attention' : 'good',
    finding: changed ? 'internet-options-changed' : 'internet-options-default',
    details: at === null ? [] : [at],
  }
}
