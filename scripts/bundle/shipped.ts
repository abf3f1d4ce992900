import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from '../../src/shared/zod'
import { type Lock, nameAt, withNeeds } from './lock'
import { bundled } from './plugin'

export const programs = ['agent', 'console', 'relay'] as const
export type Program = (typeof programs)[number]

/** One npm package that ships with a program. */
export type Shipped = {
  readonly name: string
  readonly version: string
  /** SPDX expression; empty where the package does not say. */
  readonly licence: string
  readonly place: string
  /** As in the lock file: "sha512-..." in base64. */
  readonly integrity: string
}

const bundles: Readonly<Record<Program, readonly string[]>> = {
  agent: ['main', 'preload', 'renderer'],
  console: ['console'],
  relay: ['relay'],
}

/** Bundles of others whose content is what the package needs, and nothing that our bundler could see. */
const prebuilt: Readonly<Record<string, string>> = {
  'node_modules/simple-peer/simplepeer.min.js': 'node_modules/simple-peer',
}

/** Before licences were one expression they were a list. */
const manifest = z.object({
  license: z.string().optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
})

/**
 * What ships with a program that was built: the code that went into its bundles, and of the relay all that stands beside
 * it, which is every package that is not for development only.
 */
export async function shippedWith(program: Program, lock: Lock, root: string): Promise<Shipped[]> {
  const lists = await Promise.all(
    bundles[program].map(async (name) =>
      bundled.parse(JSON.parse(await readFile(join(root, 'out', `packages-${name}.json`), 'utf8'))),
    ),
  )
  const inside = lists.flatMap(({ packages }) => packages.map(({ place }) => place))
  const carried = lists.flatMap((list) => list.prebuilt).map((file) => carrierOf(file))
  const beside =
    program === 'relay'
      ? Object.keys(lock.packages).filter((place) => place !== '' && lock.packages[place]?.dev !== true)
      : []
  const places = new Set([...inside, ...withNeeds(lock, carried), ...beside])
  return Promise.all([...places].sort().map((place) => shippedAt(place, lock, root)))
}

function carrierOf(file: string): string {
  const carrier = prebuilt[file]
  if (carrier === undefined) throw new Error(`${file} is a bundle, and scripts/bundle does not know of what`)
  return carrier
}

async function shippedAt(place: string, lock: Lock, root: string): Promise<Shipped> {
  const { version, license, integrity, name } = lock.packages[place] ?? {}
  if (version === undefined || integrity === undefined)
    throw new Error(`${place} ships and has no version or no hash in package-lock.json`)
  return {
    name: name ?? nameAt(place),
    version,
    licence: license ?? (await licenceAt(join(root, place))),
    place,
    integrity,
  }
}

async function licenceAt(folder: string): Promise<string> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}')
  const { license, licenses } = manifest.parse(JSON.parse(text))
  return license ?? (licenses ?? []).map(({ type }) => type).join(' OR ')
}
