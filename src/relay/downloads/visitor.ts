import type { IncomingHttpHeaders } from 'node:http'
import type { Artefact } from '../../shared/artefacts'

/** What a browser says of the computer it runs on. `null` = it does not say, and a person has to be asked. */
export type Visitor =
  | { readonly system: 'windows'; readonly processor: Artefact['processor'] }
  | {
      readonly system: 'macos'
      readonly age: 'new' | 'old' | null
      readonly processor: 'x64' | 'arm64' | null
    }
  | { readonly system: 'old-windows' | 'old-mac' | 'phone' | 'linux' | 'unknown' }

/** What Chromium is asked to tell beyond its user agent, which no longer says it; by names of request headers. */
export const hintNames = [
  'Sec-CH-UA-Platform',
  'Sec-CH-UA-Platform-Version',
  'Sec-CH-UA-Arch',
  'Sec-CH-UA-Bitness',
] as const

/** `macOS 13` and later are of the current channel. */
const NEW_MAC = 13

type Hints = {
  readonly platform: string
  readonly version: readonly number[]
  readonly arch: string
  readonly bitness: string
}

export function visitorOf(headers: IncomingHttpHeaders): Visitor {
  const agent = headers['user-agent'] ?? ''
  const hints: Hints = {
    platform: hint(headers, 'sec-ch-ua-platform').toLowerCase(),
    version: hint(headers, 'sec-ch-ua-platform-version')
      .split('.')
      .filter((part) => /^\d+$/.test(part))
      .map(Number),
    arch: hint(headers, 'sec-ch-ua-arch'),
    bitness: hint(headers, 'sec-ch-ua-bitness'),
  }
  if (/Android|iPhone|iPad|iPod|Mobile|Windows Phone|Tablet(?! PC)/i.test(agent)) return { system: 'phone' }
  switch (hints.platform) {
    case 'android':
    case 'ios':
      return { system: 'phone' }
    case 'windows':
      return windows(agent, hints)
    case 'macos':
      return mac(agent, hints)
    case 'linux':
      return { system: 'linux' }
    case 'chrome os':
    case 'chromium os':
      return { system: 'unknown' }
    default:
      // Firefox and Safari give no hints, and nobody does without https.
      if (/Windows/.test(agent)) return windows(agent, hints)
      if (/Macintosh|Mac OS X|Mac_PowerPC/.test(agent)) return mac(agent, hints)
      return { system: /Linux|X11|BSD/.test(agent) && !/CrOS/.test(agent) ? 'linux' : 'unknown' }
  }
}

/** One value of a structured header: `"x86"` without its quotation marks. */
function hint(headers: IncomingHttpHeaders, name: string): string {
  const value = [headers[name] ?? []].flat()[0] ?? ''
  return /^\s*"([^"\\]{0,40})"\s*$/.exec(value)?.[1] ?? ''
}

function windows(agent: string, { version: [major], arch, bitness }: Hints): Visitor {
  const told = /Windows NT (\d{1,3})/.exec(agent)?.[1]
  // The hint counts Windows 7 to 8.1 as 0, Windows 10 as 1 to 10, and 11 from 13.
  if (major === 0 || told === undefined || Number(told) < 10) return { system: 'old-windows' }
  if (arch === 'arm' && bitness !== '32') return { system: 'windows', processor: 'arm64' }
  // The hint tells the system's bits. A user agent of Chromium says "Win64; x64" on every Windows.
  if (arch === 'x86' && bitness === '32') return { system: 'windows', processor: 'ia32' }
  if (arch === 'x86' && bitness === '64') return { system: 'windows', processor: 'x64' }
  if (/ARM64/i.test(agent)) return { system: 'windows', processor: 'arm64' }
  return { system: 'windows', processor: /Win64|WOW64|x64|amd64/i.test(agent) ? 'x64' : 'ia32' }
}

function mac(agent: string, { version, arch }: Hints): Visitor {
  const processor = arch === 'arm' ? 'arm64' : arch === 'x86' ? 'x64' : null
  const [major = 0, minor = 0] = version
  if (major > 0) return macOf(major, minor, processor)
  if (/PPC|PowerPC/.test(agent)) return { system: 'old-mac' }
  const [, first, second = '0', third = ''] =
    /Mac OS X (\d{1,2})[._](\d{1,2})(?:[._](\d{1,2}))?/.exec(agent) ?? []
  // Every browser of today says 10.15, or 10.15.7 (Safari 14 began with .6), on whatever macOS it runs.
  const frozen = first === '10' && second === '15' && (third === '' || Number(third) >= 6)
  if (first !== undefined && !frozen) return macOf(Number(first), Number(second), processor)
  return { system: 'macos', age: ageBySafari(agent), processor }
}

function macOf(major: number, minor: number, processor: 'x64' | 'arm64' | null): Visitor {
  if (major === 10)
    return minor < 15 ? { system: 'old-mac' } : { system: 'macos', age: 'old', processor: 'x64' }
  return { system: 'macos', age: major >= NEW_MAC ? 'new' : 'old', processor }
}

/** Safari 18 needs macOS 13, and 15 was the last that ends with 12; 16 and 17 run on both sides. */
function ageBySafari(agent: string): 'new' | 'old' | null {
  const version = /Version\/(\d{1,3})[\d.]* Safari\//.exec(agent)?.[1]
  if (version === undefined || /Chrome|Chromium|Firefox|Edg|OPR/.test(agent)) return null
  return Number(version) >= 18 ? 'new' : Number(version) <= 15 ? 'old' : null
}
