import { createHash } from 'node:crypto'

/** What the package is for: one per package; the package for arm64 is one for x64 as WiX builds it. */
export type Processor = 'x64' | 'arm64' | 'ia32'

/**
 * Never changed: by it Windows Installer knows an older Sobani. One for both channels and all processors, so that a PC
 * has one Sobani, and changing the channel is an upgrade like any other.
 */
export const UPGRADE_CODE = '595CC526-CE74-4F63-944A-C4C3F582D887'

/** By it the customers' installer knows its own older version. One for both channels, for the same reason. */
export const NSIS_GUID = 'bdd39f5c-a89c-449d-8f75-8028ac8ab137'

/** Never changed: what the components' codes are made from. */
const NAMESPACE = '44a30366-cf37-4571-9dfa-56d975fb63d3'

/** Where an installation keeps its settings, in the part of the registry for 64-bit programs. */
export const REGISTRY_KEY = 'SOFTWARE\\Sobani\\Agent'

/**
 * The code of a component: always the same for the same content, or an upgrade would remove what the new version has
 * just written. A value of a 32-bit Windows is another component than that of a 64-bit one.
 * @returns a UUID (version 5) in capitals
 */
export function componentCode(name: string, processor: Processor): string {
  const bits = processor === 'ia32' ? 32 : 64
  const hash = createHash('sha1')
    .update(Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex'))
    .update(`${name}/${bits}`)
    .digest()
    .subarray(0, 16)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = hash.toString('hex').toUpperCase()
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
