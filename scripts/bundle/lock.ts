import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from '../../src/shared/zod'
import { ROOT } from '../root'

const names = z.record(z.string(), z.string()).optional()
const locked = z.object({
  /** Only where the package is installed under another name than its own. */
  name: z.string().optional(),
  version: z.string().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  link: z.boolean().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  dependencies: names,
  optionalDependencies: names,
  peerDependencies: names,
  devDependencies: names,
})
export type Locked = z.infer<typeof locked>

/** package-lock.json: what npm installs, by where it installs it ("" is this project). */
export const lockFile = z.object({ lockfileVersion: z.number(), packages: z.record(z.string(), locked) })
export type Lock = z.infer<typeof lockFile>

export const readLock = (root = ROOT): Lock =>
  lockFile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))

/** "node_modules/a/node_modules/@b/c" holds "@b/c". */
export const nameAt = (place: string): string =>
  place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** Where Node finds what a package asks for: beside it, then in every folder above. Null: it is not installed. */
export function placeOf({ packages }: Lock, from: string, name: string): string | null {
  let folder = from
  for (;;) {
    const place = `${folder}${folder && '/'}node_modules/${name}`
    if (packages[place] !== undefined) return place
    if (folder === '') return null
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))
  }
}

/** What a package asks for at run time, where it is installed. */
export const needsOf = (lock: Lock, place: string): string[] => {
  const { dependencies, optionalDependencies } = lock.packages[place] ?? {}
  return Object.keys({ ...dependencies, ...optionalDependencies }).flatMap(
    (name) => placeOf(lock, place, name) ?? [],
  )
}

/** The places and all that they need, and need in turn. */
export function withNeeds(lock: Lock, places: readonly string[]): string[] {
  const all = new Set<string>()
  const follow = (place: string): void => {
    if (all.has(place)) return
    all.add(place)
    for (const need of needsOf(lock, place)) follow(need)
  }
  for (const place of places) follow(place)
  return [...all].sort()
}
