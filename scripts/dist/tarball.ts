import { rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { Refusal } from '../refusal'
import { run } from '../setup/command'

/**
 * Packs a folder with the system's own tar: electron-builder would fetch a 7-Zip for it. The same folder gives the same
 * bytes but for the dates of its files.
 * @param top the one folder that unpacking makes
 */
export async function writeTarball(folder: string, file: string, top: string): Promise<void> {
  const words = [
    '--create',
    `--file=${file}`,
    '--use-compress-program=gzip -n',
    '--sort=name',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    `--transform=flags=r;s,^${basename(folder)},${top},`,
    `--directory=${dirname(folder)}`,
    basename(folder),
  ]
  const outcome = await run('tar', words)
  if (outcome.status === 0) return
  await rm(file, { force: true })
  throw new Refusal(`${basename(file)} could not be written: ${outcome.stderr.trim() || outcome.fault}`)
}
