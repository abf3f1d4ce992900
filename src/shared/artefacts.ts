import { channel } from './built-for'
import { z } from './zod'

/**
 * `artefacts.json` in each channel's folder of the downloads: what packaging made, for the download page and for the
 * relay, which serves these files and no other.
 *
 * ```
 * <downloads>/<channel>/artefacts.json     this list
 * <downloads>/<channel>/<file>             the files of it
 * <downloads>/<channel>/latest*.yml        update feeds, with latest*.yml.sig beside them (update-feed.ts)
 * ```
 */
const artefactKinds = ['nsis', 'msi', 'dmg', 'pkg', 'tar', 'zip', 'appimage'] as const

export const artefact = z.strictObject({
  /** A bare name; it carries the version, so what is under it never changes. */
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/),
  system: z.enum(['windows', 'macos', 'linux']),
  processor: z.enum(['x64', 'arm64', 'ia32']),
  kind: z.enum(artefactKinds),
  /** `customer`: the download page offers it by itself. `administrator`: only in the list for IT. `update`: not listed. */
  audience: z.enum(['customer', 'administrator', 'update']),
  /** Bytes. */
  size: z.number().int().positive(),
  /** Hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Artefact = z.infer<typeof artefact>

export const artefactList = z.strictObject({
  v: z.literal(1),
  channel,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  /** ISO 8601, UTC. */
  builtAt: z.iso.datetime(),
  artefacts: z.array(artefact).max(64),
})
export type ArtefactList = z.infer<typeof artefactList>
