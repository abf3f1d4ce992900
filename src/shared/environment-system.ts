import type { Line, Readings } from './environment'
import type { EnvironmentRules, PlatformRules, SystemRule } from './profile'
import { compareVersions, numbered } from './versions'

/** The rule that a system is judged by. */
export type Match = { readonly rule: SystemRule; readonly place: 'older' | 'listed' | 'newer' | 'unknown' }

/** The rule for a version; for one outside the list the nearest rule, so that memory and disk are still checked. */
export function systemFor(platform: PlatformRules, version: string | null): Match | null {
  const [first] = platform.systems
  const known = numbered(version)
  if (first === undefined) return null
  if (known === null) return { rule: first, place: 'unknown' }
  const listed = platform.systems.findLast((rule) => compareVersions(known, rule.from) >= 0)
  if (listed === undefined) return { rule: first, place: 'older' }
  const beyond = listed.before !== undefined && compareVersions(known, listed.before) >= 0
  return { rule: listed, place: beyond ? 'newer' : 'listed' }
}

const nameOf = ({ name, bits }: Readings): string | null =>
  name === null ? null : bits === null ? name : `${name} ${bits}-bit`

/** The one line of a kind of system that the service does not know at all. */
export const unsupported = (read: Readings): Line => ({
  id: 'os',
  verdict: 'fail',
  found: nameOf(read),
  asked: null,
  advice: 'os-unsupported',
})

/** The system, and on Windows its edition and S mode. */
export function checkSystem(platform: PlatformRules, read: Readings, match: Match): Line[] {
  const os = checkVersion(platform, read, match)
  return read.platform === 'windows'
    ? [os, checkEdition(platform, match.rule, read.edition), checkSMode(platform, read.sMode)]
    : [os]
}

function checkVersion(platform: PlatformRules, read: Readings, { rule, place }: Match): Line {
  const line = (verdict: Line['verdict'], advice: Line['advice'], asked = namesOf(platform)): Line => ({
    id: 'os',
    verdict,
    found: nameOf(read),
    asked,
    advice,
  })
  if (place === 'unknown') return line('warn', 'unreadable')
  if (place === 'older') return line(platform.older, 'os-older')
  if (place === 'newer') return line(platform.newer, 'os-newer')
  if (read.bits === null) return line('warn', 'unreadable')
  if (!rule.bits.includes(read.bits))
    return line(
      'fail',
      'bits-unsupported',
      `${rule.name} ${rule.bits.map((bits) => `${bits}-bit`).join(' / ')}`,
    )
  return line('pass', 'fine')
}

const namesOf = (platform: PlatformRules): string => platform.systems.map(({ name }) => name).join(' / ')

function checkEdition(platform: PlatformRules, rule: SystemRule, found: string | null): Line {
  const { editions } = rule
  if (editions === undefined) return { id: 'edition', verdict: 'pass', found, asked: null, advice: 'fine' }
  const line = { id: 'edition', found, asked: editions.join(' / ') } as const
  if (found === null) return { ...line, verdict: 'warn', advice: 'unreadable' }
  return editions.some((edition) => plain(edition) === plain(found))
    ? { ...line, verdict: 'pass', advice: 'fine' }
    : { ...line, verdict: platform.otherEdition, advice: 'edition-unlisted' }
}

const plain = (text: string): string => text.trim().toLowerCase()

function checkSMode(platform: PlatformRules, sMode: boolean | null): Line {
  const line = { id: 's-mode', asked: platform.sMode === 'pass' ? null : 'off' } as const
  if (sMode === null) return { ...line, verdict: 'warn', found: null, advice: 'unreadable' }
  return sMode
    ? { ...line, verdict: platform.sMode, found: 'on', advice: 's-mode' }
    : { ...line, verdict: 'pass', found: 'off', advice: 'fine' }
}

/** By the primary subtag: "ja", "ja-JP" and "JA_jp" are the same language. */
export function checkLanguage(rule: EnvironmentRules['language'], found: string | null): Line {
  const primary = /^([a-z]{2,8})(?:[-_]|$)/i.exec(found ?? '')?.[1]?.toLowerCase()
  const line = { id: 'language', found, asked: rule.confirmed } as const
  if (primary === undefined) return { ...line, verdict: 'warn', found: null, advice: 'unreadable' }
  return primary === rule.confirmed
    ? { ...line, verdict: 'pass', advice: 'fine' }
    : { ...line, verdict: rule.other, advice: 'language-unconfirmed' }
}
