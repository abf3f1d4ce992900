import type { Configuration } from 'electron-builder'
import plist from 'plist'
import type { Channel } from '../../src/shared/built-for'
import { artefactName } from './names'

/** The oldest macOS that the Electron of each channel runs on. */
const OLDEST: Readonly<Record<Channel, string>> = { current: '13.0', legacy: '10.15' }

/** What electron-builder is told of macOS packages: a disk image for customers, an installer package for IT. */
export function macosConfiguration(channel: Channel): Pick<Configuration, 'mac' | 'dmg' | 'pkg'> {
  return {
    mac: {
      category: 'public.app-category.utilities',
      icon: 'build/icon.icns',
      minimumSystemVersion: OLDEST[channel],
      artifactName: artefactName(channel),
      hardenedRuntime: true,
      // Gatekeeper asks the notary's ticket; a local assessment before notarisation can only fail.
      gatekeeperAssess: false,
      entitlements: 'build/entitlements.mac.plist',
      entitlementsInherit: 'build/entitlements.mac.inherit.plist',
      darkModeSupport: true,
      // Only with credentials of Apple's notary in the environment (docs/builds.md).
      notarize: hasNotary(process.env),
      extendInfo: {
        CFBundleDevelopmentRegion: 'ja',
        CFBundleLocalizations: ['ja', 'en'],
        // Shown by macOS where it asks for the screen; without it the question has no reason.
        NSScreenCaptureUsageDescription:
          'サポートの担当者に、画面を見てもらうために使います。あなたが許可したときだけです。 / Lets the support operator see your screen, only while you allow it.',
      },
    },
    dmg: {
      artifactName: artefactName(channel),
      title: 'Sobani',
      // Updates come as a zip; nothing reads this beside a disk image.
      writeUpdateInfo: false,
      contents: [
        { x: 140, y: 180 },
        { x: 400, y: 180, type: 'link', path: '/Applications' },
      ],
      window: { width: 540, height: 380 },
    },
    pkg: {
      artifactName: artefactName(channel, 'administrator'),
      // From the folder of resources, which is `assets`.
      scripts: '../build/pkg-scripts',
      installLocation: '/Applications',
      // Always into /Applications of the running system: managed settings and the marker are only looked for there.
      isRelocatable: false,
      allowAnywhere: false,
      allowCurrentUserHome: false,
      allowRootDirectory: true,
      // A roll-back is an older version on top of a newer one.
      isVersionChecked: false,
      overwriteAction: 'upgrade',
    },
  }
}

/** @returns whether what electron-builder needs to notarise is there: an API key, an account, or a keychain profile */
export function hasNotary(env: NodeJS.ProcessEnv): boolean {
  const sets = [
    ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'],
    ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'],
    ['APPLE_KEYCHAIN_PROFILE'],
  ]
  return sets.some((names) => names.every((name) => (env[name] ?? '') !== ''))
}

/**
 * Electron comes with reasons to ask for camera, microphone, Bluetooth and sound. This agent asks for none of them, and
 * without a reason macOS ends a program that tries.
 * @param info an Info.plist as XML
 */
export function withoutForeignRequests(info: string): string {
  const entries = Object.entries(plist.parse(info) as Record<string, plist.PlistValue>)
  const own = entries.filter(
    ([name]) => !/^NS.+UsageDescription$/.test(name) || name === 'NSScreenCaptureUsageDescription',
  )
  return `${plist.build(Object.fromEntries(own))}\n`
}
