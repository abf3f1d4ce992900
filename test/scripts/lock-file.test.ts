import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../scripts/root'

type Package = { optionalDependencies?: Record<string, string>; resolved?: string; link?: boolean }
const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Package>
}

/** Where npm looks for what a package asks for: beside it, then in every folder above. */
function isLocked(from: string, name: string): boolean {
  if (packages[`${from}${from && '/'}node_modules/${name}`] !== undefined) return true
  return from !== '' && isLocked(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name)
}

describe('the lock file', () => {
  it('has the programs of every system, not only of the one it was made on', () => {
    const missing = Object.entries(packages).flatMap(([place, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {})
        .filter((name) => !isLocked(place, name))
        .map((name) => `${place}: ${name}`),
    )
    expect(missing).toEqual([])
  })

  it('names no registry', () => {
    expect(Object.keys(packages).filter((place) => packages[place]?.resolved !== undefined)).toEqual([])
  })
})
