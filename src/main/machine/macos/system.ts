import type { Host } from '../host'

export type System = { readonly version: string; readonly build: string | null }

/**
 * Which macOS this is. Asked of `sw_vers`, because the file behind it says "10.16" or "16.0" to a program that was built
 * before macOS 11 or 26; such a number, which no macOS has, counts as not read.
 */
export async function readSystem(host: Host): Promise<System> {
  const system = systemIn(await host.run('/usr/bin/sw_vers', []))
  if (system === null) throw new Error('no version of macOS')
  return system
}

/** "ProductVersion:\t12.6" and so on: the keys are the same in every language. */
export function systemIn(output: string): System | null {
  const [, version] = /^ProductVersion:\s*(\d+(?:\.\d+){0,3})\s*$/m.exec(output) ?? []
  const [, build] = /^BuildVersion:\s*(\w+)\s*$/m.exec(output) ?? []
  if (version === undefined || version.startsWith('10.16')) return null
  const major = Number(version.split('.')[0])
  // After 15 came 26.
  return major > 15 && major < 26 ? null : { version, build: build ?? null }
}

/** Apple called it "Mac OS X" up to 10.15 there; everywhere else it has been macOS since 10.12. */
export const systemName = ({ version }: System): string => `macOS ${version}`

/** "macOS 12.6 (21G115), arm64": the processor's own kind, also where this program is translated. */
export async function systemText(host: Host): Promise<string> {
  const system = await readSystem(host)
  const build = system.build === null ? '' : ` (${system.build})`
  return `${systemName(system)}${build}, ${isAppleSilicon(host) ? 'arm64' : host.facts.arch}`
}

/** The kernel names itself truly even to a program for Intel that Rosetta translates, which takes itself for x64. */
export const isAppleSilicon = (host: Host): boolean =>
  host.facts.arch === 'arm64' || /RELEASE_ARM64/.test(host.facts.version)

/** A program for Intel on Apple silicon. */
export const isTranslated = (host: Host): boolean => host.facts.arch !== 'arm64' && isAppleSilicon(host)

/**
 * Since 10.15 macOS has neither a 32-bit kernel nor 32-bit programs, so a program that runs at all, for one of the two
 * kinds of processor, tells 64 of both.
 */
export const systemBits = (host: Host): 64 | null =>
  host.facts.arch === 'arm64' || host.facts.arch === 'x64' ? 64 : null
