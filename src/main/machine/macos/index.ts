import { memory } from '../common'
import { matchFileSharing } from '../file-sharing'
import { judgeDisk, judgeFileSharing } from '../judge'
import type { Readers } from '../readers'
import { checkAntivirus } from './antivirus'
import { applications, nameOf } from './applications'
import { defaultBrowser, defaultMail } from './default-applications'
import { checkFirewall } from './firewall'
import { checkInternetOptions } from './internet-options'
import { readMachine } from './machine'
import { computerName } from './machine-name'
import { checkMemory } from './memory'
import { cardsText } from './network-cards'
import { processorText } from './processor'
import { checkStartUp } from './start-up'
import { systemText } from './system'
import { checkUnneededFiles } from './unneeded-files'
import { checkUpdates } from './updates'
import { systemDrive, volumeSerial, volumesText } from './volumes'

/** macOS 10.15 and newer, on Intel and on Apple silicon. */
export const macos: Readers = {
  items: {
    os: systemText,
    'machine-name': computerName,
    'mac-address': cardsText,
    'volume-serial': volumeSerial,
    'free-space': volumesText,
    browser: defaultBrowser,
    mail: defaultMail,
    cpu: processorText,
    memory,
  },
  machine: readMachine,
  pcCheck: {
    antivirus: checkAntivirus,
    firewall: checkFirewall,
    updates: checkUpdates,
    'file-sharing': async (host) => {
      const [installed, running] = await Promise.all([applications(host), host.processes()])
      return judgeFileSharing(matchFileSharing([...installed.map(nameOf), ...running]))
    },
    'start-up': checkStartUp,
    disk: async (host) => judgeDisk([await systemDrive(host)]),
    memory: checkMemory,
    'internet-options': checkInternetOptions,
    'unneeded-files': checkUnneededFiles,
  },
}
