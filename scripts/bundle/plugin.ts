import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { z } from '../../src/shared/zod'

/** What one bundle was made of, as the bundler itself saw it: out/packages-<folder of the bundle>.json. */
export const bundled = z.strictObject({
  v: z.literal(1),
  packages: z.array(
    z.strictObject({
      name: z.string(),
      version: z.string(),
      licence: z.string(),
      /** Its key in package-lock.json: a name may be there in several versions. */
      place: z.string(),
    }),
  ),
  /** Files that their makers had bundled before: which packages are inside, only those packages' own lists tell. */
  prebuilt: z.array(z.string()),
  /** What is asked for at run time and is not inside. */
  external: z.array(z.string()),
})
export type Bundled = z.infer<typeof bundled>

const manifest = z.object({ name: z.string(), version: z.string(), license: z.string().optional() })

/** Writes down the npm packages whose code went into a bundle; what was shaken out of it is not in the list. */
export function listPackages(): Plugin {
  let folder = ''
  return {
    name: 'sobani-list-packages',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    async generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
      const inside = new Set(chunks.map(({ fileName }) => fileName))
      const list = await describe(
        chunks.flatMap(({ moduleIds }) => moduleIds),
        chunks
          .flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])
          .filter((name) => !inside.has(name)),
      )
      const file = join(dirname(folder), `packages-${basename(folder)}.json`)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, `${JSON.stringify(list, null, 1)}\n`)
    },
  }
}

/** @param moduleIds paths as the bundler names them; what stands in no node_modules is our own */
export async function describe(moduleIds: readonly string[], external: readonly string[]): Promise<Bundled> {
  const files = new Set(
    moduleIds.flatMap((id) => {
      const [path = ''] = id.replaceAll('\\', '/').split('?')
      return path.startsWith('\0') || !path.includes('/node_modules/') ? [] : [path]
    }),
  )
  const folders = new Set([...files].flatMap((file) => folderOf(file) ?? []))
  const packages = await Promise.all([...folders].map(read))
  return {
    v: 1,
    packages: packages.sort((a, b) => (a.place < b.place ? -1 : 1)),
    prebuilt: [...files]
      .filter((file) => /\.min\.[cm]?js$/.test(file))
      .map(placeOf)
      .sort(),
    external: [...new Set(external)].sort(),
  }
}

async function read(folder: string): Promise<Bundled['packages'][number]> {
  const { name, version, license } = manifest.parse(
    JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')),
  )
  return { name, version, licence: license ?? '', place: placeOf(folder) }
}

/** ".../node_modules/@a/b/dist/c.js" is in ".../node_modules/@a/b". */
const folderOf = (file: string): string | null =>
  /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? null
const placeOf = (path: string): string => path.slice(path.indexOf('/node_modules/') + 1)
