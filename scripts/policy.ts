import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { policyFiles } from './policy/files'
import { Refusal } from './refusal'
import { ROOT } from './root'

/** `npm run policy`: writes the templates and the page from the one table. `-- check`: says what is not up to date. */
export async function main(words: readonly string[]): Promise<number> {
  const [command, ...more] = words
  if (more.length > 0 || (command !== undefined && command !== 'check'))
    throw new Refusal('Use: npm run policy [-- check]')
  const stale = await staleFiles(ROOT, policyFiles())
  if (command === 'check') {
    for (const path of stale) process.stderr.write(`${path} is not up to date: run "npm run policy".\n`)
    if (stale.length === 0) process.stdout.write('The policy templates are up to date.\n')
    return stale.length === 0 ? 0 : 1
  }
  await writeFiles(ROOT, policyFiles())
  process.stdout.write(stale.length === 0 ? 'Nothing had changed.\n' : `${stale.join('\n')}\n`)
  return 0
}

/** The paths whose text on the disk is another, or which are not there. */
export async function staleFiles(root: string, files: Readonly<Record<string, string>>): Promise<string[]> {
  const stale = await Promise.all(
    Object.entries(files).map(async ([path, text]) => {
      const found = await readFile(join(root, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
        return null
      })
      return found === text ? [] : [path]
    }),
  )
  return stale.flat()
}

export async function writeFiles(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
}
