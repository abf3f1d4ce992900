import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from '../../src/shared/zod'
import type { Lock } from './lock'
import type { Runtime } from './sbom'

const versions = z.record(z.string(), z.string())

/**
 * Electron as the lock file has it, and the Chromium inside where it is known: the table of a tool of the build, which is
 * not ours to rely on. The Node inside is named by nothing here; the packed program says it itself ("About").
 */
export async function runtimesOf(place: string, lock: Lock, root: string): Promise<Runtime[]> {
  const version = lock.packages[place]?.version
  if (version === undefined) throw new Error(`${place} is not in package-lock.json`)
  const table = await readFile(
    join(root, 'node_modules/electron-to-chromium/full-versions.json'),
    'utf8',
  ).catch(() => '{}')
  const chromium = versions.parse(JSON.parse(table))[version]
  return [
    { name: 'electron', version, licence: 'MIT' },
    ...(chromium === undefined
      ? []
      : [{ name: 'chromium', version: chromium, licence: 'BSD-3-Clause' } as const]),
  ]
}
