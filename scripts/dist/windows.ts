import type { Configuration } from 'electron-builder'
import type { Channel } from '../../src/shared/built-for'
import { artefactName } from './names'

/** What electron-builder is told of Windows packages. */
export function windowsConfiguration(
  channel: Channel,
): Pick<Configuration, 'win' | 'nsis' | 'msi' | 'msiProjectCreated'> {
  return {
    win: { icon: 'assets/icon.png' },
    nsis: { artifactName: artefactName(channel) },
    msi: { artifactName: artefactName(channel, 'administrator'), perMachine: true },
  }
}
