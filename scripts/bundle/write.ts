import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Licences } from '../../src/shared/licences'
import { z } from '../../src/shared/zod'
import { type Lock, readLock } from './lock'
import { noticesOf, noticesText } from './notices'
import { runtimesOf } from './runtimes'
import { sbom } from './sbom'
import { type Program, programs, shippedWith } from './shipped'

const manifest = z.object({ version: z.string() })

export const isProgram = (name: string): name is Program => programs.some((program) => program === name)

/**
 * After a program was built: what is in it (out/sbom/<program>.cdx.json), and the licence texts that must go along with
 * it. The relay's stand in the folders of its packages.
 */
export async function writeWhatIsInside(program: Program, root: string): Promise<void> {
  const lock = readLock(root)
  const shipped = await shippedWith(program, lock, root)
  const { version } = manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')))
  await mkdir(join(root, 'out', 'sbom'), { recursive: true })
  for (const [name, runtimes] of Object.entries(await sbomsOf(program, lock, root)))
    await writeFile(
      join(root, 'out', 'sbom', `${name}.cdx.json`),
      sbom(program, version, shipped, runtimes, lock),
    )
  if (program === 'relay') return
  const packages = await noticesOf(shipped, root)
  if (program === 'agent')
    await writeFile(
      join(root, 'out', 'licences.json'),
      `${JSON.stringify({ v: 1, own: await readFile(join(root, 'LICENSE'), 'utf8'), packages } satisfies Licences)}\n`,
    )
  else await writeFile(join(root, 'out', 'console', 'licences.txt'), noticesText(packages))
}

/** The agent has one for each Electron that it ships on. */
const sbomsOf = async (program: Program, lock: Lock, root: string) =>
  program === 'agent'
    ? {
        agent: await runtimesOf('node_modules/electron', lock, root),
        'agent-legacy': await runtimesOf('node_modules/electron-legacy', lock, root),
      }
    : { [program]: [] }
