import { readFile } from 'node:fs/promises'
import { CORE_SCHEMA, load } from 'js-yaml'
import { updateFeed } from '../../src/shared/update-feed'
import { z } from '../../src/shared/zod'
import { Refusal } from '../refusal'

const { files, minimumSystemVersion, version } = updateFeed.shape
const built = z.object({
  version,
  files: z.array(files.element.pick({ url: true, sha512: true })),
  minimumSystemVersion,
})

/**
 * What electron-builder wrote of the same packages: the oldest system is taken over, and the rest has to agree.
 * @returns nothing where it wrote none
 */
export async function builtFeed(
  path: string,
  expected: string,
  packages: ReadonlyMap<string, { readonly sha512: string }>,
): Promise<{ minimumSystemVersion?: string }> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return {}
  const read = built.safeParse(yamlOf(text))
  if (!read.success) throw new Refusal(`${path} is no update feed of electron-builder's.`)
  if (read.data.version !== expected)
    throw new Refusal(`${path} is of version ${read.data.version}, and the list of ${expected}: build again.`)
  const other = read.data.files.find(({ url, sha512 }) => (packages.get(url)?.sha512 ?? sha512) !== sha512)
  if (other !== undefined) throw new Refusal(`${other.url} is not what ${path} says: build again.`)
  const { minimumSystemVersion: oldest } = read.data
  return oldest === undefined ? {} : { minimumSystemVersion: oldest }
}

function yamlOf(text: string): unknown {
  try {
    return load(text, { schema: CORE_SCHEMA })
  } catch {
    return null
  }
}
