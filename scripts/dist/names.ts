import type { Channel } from '../../src/shared/built-for'

// electron-builder fills these in.
const VERSION = '$' + '{version}'
const ARCH = '$' + '{arch}'
const EXT = '$' + '{ext}'

/**
 * What a package is called: `Sobani-1.2.3-x64.exe`, `Sobani-legacy-1.2.3-x64-admin.msi`. What IT installs says so, because
 * a customer may find it among the downloads.
 */
export function artefactName(
  channel: Channel,
  audience: 'customer' | 'administrator' = 'customer',
  { version = VERSION, arch = ARCH, ext = EXT } = {},
): string {
  const name = channel === 'legacy' ? 'Sobani-legacy' : 'Sobani'
  const end = audience === 'administrator' ? '-admin' : ''
  return `${name}-${version}-${arch}${end}.${ext}`
}
