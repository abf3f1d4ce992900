import { createHash } from 'node:crypto'
import { type Lock, needsOf } from './lock'
import type { Program, Shipped } from './shipped'

/** A part that comes from no registry: the runtime and what is inside it. Null where nobody here can say the version. */
export type Runtime = {
  readonly name: 'electron' | 'chromium' | 'node'
  readonly version: string
  readonly licence: string
}

type Component = Record<string, unknown> & { readonly 'bom-ref': string }

const HASHES: Readonly<Record<string, string>> = { sha512: 'SHA-512', sha256: 'SHA-256', sha1: 'SHA-1' }

/**
 * A software bill of materials in CycloneDX 1.5 (https://cyclonedx.org/docs/1.5/json/). The same input gives the same
 * text: there is no time in it, and its serial number is made from its content.
 */
export function sbom(
  program: Program,
  version: string,
  shipped: readonly Shipped[],
  runtimes: readonly Runtime[],
  lock: Lock,
): string {
  const own = { 'bom-ref': `sobani-${program}@${version}`, name: `sobani-${program}`, version }
  const refs = new Map(shipped.map((one) => [one.place, refOf(one)]))
  const components = [...runtimes.map(runtimeComponent), ...distinct(shipped.map(packageComponent))]
  const body = {
    version: 1,
    metadata: {
      component: { type: 'application', ...own, licenses: licensesOf('Apache-2.0') },
    },
    components,
    dependencies: [
      { ref: own['bom-ref'], dependsOn: [...new Set(components.map((one) => one['bom-ref']))].sort() },
      ...distinct(
        shipped.map(({ place }) => ({
          'bom-ref': refs.get(place) ?? '',
          dependsOn: [...new Set(needsOf(lock, place).flatMap((need) => refs.get(need) ?? []))].sort(),
        })),
      ).map(({ 'bom-ref': ref, dependsOn }) => ({ ref, dependsOn })),
    ],
  }
  const serial = uuidOf(JSON.stringify(body))
  const head = { $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json', bomFormat: 'CycloneDX' }
  return `${JSON.stringify({ ...head, specVersion: '1.5', serialNumber: `urn:uuid:${serial}`, ...body }, null, 1)}\n`
}

const refOf = ({ name, version }: Shipped): string => `${name}@${version}`

function packageComponent(one: Shipped): Component {
  const { name, version, licence, integrity } = one
  const [, algorithm = '', base64 = ''] = /^(sha\d+)-([A-Za-z0-9+/]+=*)/.exec(integrity) ?? []
  const alg = HASHES[algorithm]
  if (alg === undefined) throw new Error(`${name}: its hash in package-lock.json is of no known kind`)
  return {
    type: 'library',
    'bom-ref': refOf(one),
    name,
    version,
    scope: 'required',
    purl: purlOf(name, version),
    hashes: [{ alg, content: Buffer.from(base64, 'base64').toString('hex') }],
    licenses: licensesOf(licence),
  }
}

/** The "@" of a scope is written as %40 (https://github.com/package-url/purl-spec). */
const purlOf = (name: string, version: string): string =>
  `pkg:npm/${name.replace('@', '%40')}@${encodeURIComponent(version)}`

const runtimeComponent = ({ name, version, licence }: Runtime): Component => ({
  type: name === 'electron' ? 'framework' : 'library',
  'bom-ref': `${name}@${version}`,
  name,
  version,
  scope: 'required',
  ...(name === 'electron' ? { purl: `pkg:npm/electron@${version}` } : {}),
  licenses: licensesOf(licence),
})

/** One licence goes by its SPDX id, several by their expression. */
const licensesOf = (licence: string): unknown[] =>
  licence === '' ? [] : [/\s/.test(licence) ? { expression: licence } : { license: { id: licence } }]

/** One version of a package may be installed twice. */
const distinct = <T extends { readonly 'bom-ref': string }>(all: readonly T[]): T[] => [
  ...new Map(all.map((one) => [one['bom-ref'], one])).values(),
]

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
