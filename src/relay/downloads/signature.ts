import type { FileHandle } from 'node:fs/promises'

/** Of the headers that are looked at; they stand at the beginning of every program. */
const HEAD = 4096

/**
 * Whether a Windows program carries a signature at all (entry 4 of the data directories in the PE header). Whether it is
 * a good one is for Windows to say; without one SmartScreen stops it, and the page must tell of that.
 * @returns false for what is no Windows program
 */
export async function carriesSignature(handle: FileHandle): Promise<boolean> {
  const bytes = Buffer.alloc(HEAD)
  const { bytesRead } = await handle.read(bytes, 0, HEAD, 0)
  const at = (place: number, length: number) => place >= 0 && place + length <= bytesRead
  if (!at(0, 64) || bytes.toString('latin1', 0, 2) !== 'MZ') return false
  const pe = bytes.readUInt32LE(60)
  if (!at(pe, 26) || bytes.toString('latin1', pe, pe + 4) !== 'PE\0\0') return false
  const optional = pe + 24
  const magic = bytes.readUInt16LE(optional)
  if (magic !== 0x10b && magic !== 0x20b) return false
  const certificates = optional + (magic === 0x10b ? 96 : 112) + 4 * 8
  return (
    at(certificates, 8) && bytes.readUInt32LE(certificates) > 0 && bytes.readUInt32LE(certificates + 4) > 0
  )
}
