import type { Configuration } from 'electron-builder'
import type { Channel } from '../../src/shared/built-for'
import { NSIS_GUID, UPGRADE_CODE } from './msi-identity'
import { msiProjectCreated, PRODUCT_LANGUAGE } from './msi-project'
import { artefactName } from './names'
import { windowsSigning } from './windows-signing'

/** What electron-builder is told of Windows packages. Nothing here asks anybody for an administrator's right but the MSI. */
export function windowsConfiguration(
  channel: Channel,
  environment: NodeJS.ProcessEnv = process.env,
): Pick<Configuration, 'win' | 'nsis' | 'msi' | 'msiProjectCreated'> {
  return {
    win: {
      icon: 'build/windows/icon.ico',
      requestedExecutionLevel: 'asInvoker',
      ...windowsSigning(environment),
    },
    // For customers: one page that needs no answer, in the user's own folder, and the agent opens by itself.
    nsis: {
      artifactName: artefactName(channel),
      guid: NSIS_GUID,
      include: 'build/windows/installer.nsh',
      oneClick: true,
      perMachine: false,
      allowElevation: false,
      packElevateHelper: false,
      buildUniversalInstaller: false,
      runAfterFinish: true,
      createDesktopShortcut: true,
      createStartMenuShortcut: true,
      // Whoever's system speaks neither reads Japanese: the first is what NSIS falls back to.
      installerLanguages: ['ja_JP', 'en_US'],
      language: PRODUCT_LANGUAGE,
      displayLanguageSelector: false,
      // The list of programs shows the version in a column of its own.
      uninstallDisplayName: 'Sobani',
      // Receipts are the customer's: installer.nsh asks, and what is not answered keeps them.
      deleteAppDataOnUninstall: false,
    },
    // For IT: the whole PC, without a window, without a sign on the desktop.
    msi: {
      artifactName: artefactName(channel, 'administrator'),
      upgradeCode: UPGRADE_CODE,
      oneClick: true,
      perMachine: true,
      runAfterFinish: false,
      createDesktopShortcut: false,
      createStartMenuShortcut: true,
      // For util:CloseApplication (msi-project.ts).
      additionalWixArgs: ['-ext', 'WixUtilExtension'],
    },
    msiProjectCreated,
  }
}
