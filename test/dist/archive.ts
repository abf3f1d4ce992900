import { createHash } from 'node:crypto'
import { extractFile, getRawHeader } from '@electron/asar'
import { z } from 'zod'

const integrity = z.object({
  algorithm: z.literal('SHA256'),
  hash: z.string(),
  blockSize: z.number(),
  blocks: z.array(z.string()),
})
const file = z.object({ size: z.number(), unpacked: z.boolean().default(false), integrity })
const folder = z.object({ files: z.record(z.string(), z.unknown()) })

export interface ArchivedFile {
  path: string
  unpacked: boolean
  content: Buffer
  integrity: z.infer<typeof integrity>
}

const BLOCK = 4 * 1024 * 1024

/** Every file of an archive with what its header says of it. Throws for a file that the header has no hash of. */
export function filesOf(archive: string): ArchivedFile[] {
  const walk = (node: unknown, path: string): ArchivedFile[] => {
    const inner = folder.safeParse(node)
    if (inner.success)
      return Object.entries(inner.data.files).flatMap(([name, one]) => walk(one, `${path}/${name}`))
    const { unpacked, integrity } = file.parse(node)
    return [{ path, unpacked, integrity, content: extractFile(archive, path.slice(1)) }]
  }
  return walk(getRawHeader(archive).header, '')
}

/** What the header has to say of these bytes. */
export function integrityOf({ content }: Pick<ArchivedFile, 'content'>): ArchivedFile['integrity'] {
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
  const blocks: string[] = []
  for (let at = 0; at < content.length || at === 0; at += BLOCK)
    blocks.push(sha256(content.subarray(at, at + BLOCK)))
  return { algorithm: 'SHA256', hash: sha256(content), blockSize: BLOCK, blocks }
}
