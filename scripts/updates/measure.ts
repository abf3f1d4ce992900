import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

/** Size in bytes, SHA-256 in hex as in the list, SHA-512 in base64 as in a feed; null where there is no such file. */
export async function measure(
  path: string,
): Promise<{ readonly size: number; readonly sha256: string; readonly sha512: string } | null> {
  const [short, long] = [createHash('sha256'), createHash('sha512')]
  let size = 0
  try {
    for await (const part of createReadStream(path)) {
      short.update(part)
      long.update(part)
      size += part.length
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  return { size, sha256: short.digest('hex'), sha512: long.digest('base64') }
}
