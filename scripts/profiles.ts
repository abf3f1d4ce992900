import { readdir, readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { readProfile } from '../src/shared/profile-faults'
import { profileLines } from './profile-lines'
import { Refusal, reason } from './refusal'
import { named, ROOT } from './root'

const FOLDER = join(ROOT, 'profiles')

/** `npm run profiles -- check [FILE...]`: validates profiles, all of `profiles/` where none is named. */
export async function main(words: readonly string[]): Promise<number> {
  const [command, ...files] = words
  if (command !== 'check' || files.some((word) => word.startsWith('-')))
    throw new Refusal('Use: npm run profiles -- check [FILE...]')
  const { lines, faults } = await checkProfiles(
    files.length > 0 ? files.map(named) : await shipped(),
    Date.now(),
  )
  process.stdout.write(`${lines.join('\n')}\n`)
  return faults === 0 ? 0 : 1
}

/**
 * Reads each file and says what its rules are, or everything that is wrong with it.
 *
 * @param at the moment for which it is said whether a desk is open, milliseconds since 1970
 */
export async function checkProfiles(
  files: readonly string[],
  at: number,
): Promise<{ readonly lines: string[]; readonly faults: number }> {
  const checked = await Promise.all(files.map((file) => checkProfile(file, at)))
  const faults = checked.flatMap((one) => one.faults)
  return {
    lines: [
      ...checked.flatMap((one) => (one.rules.length === 0 ? [] : [...one.rules, ''])),
      ...(faults.length === 0 ? [] : [...faults, '']),
      `${count(files.length, 'profile')}, ${count(faults.length, 'fault')}`,
    ],
    faults: faults.length,
  }
}

async function checkProfile(
  file: string,
  at: number,
): Promise<{ readonly rules: string[]; readonly faults: string[] }> {
  const shown = file.startsWith(ROOT) ? relative(ROOT, file) : file
  const wrong = (faults: readonly string[]) => ({
    rules: [],
    faults: faults.map((fault) => `${shown}: ${fault}`),
  })
  const text = await readFile(file, 'utf8').catch((error: unknown) => new Refusal(reason(error)))
  if (text instanceof Refusal) return wrong([`cannot be read: ${text.message}`])
  const read = readProfile(text)
  if (!read.ok) return wrong(read.faults)
  const id = basename(file, '.json')
  if (read.profile.id !== id) return wrong([`id: must be "${id}", as the file is named`])
  return { rules: profileLines(read.profile, at), faults: [] }
}

async function shipped(): Promise<string[]> {
  const names = await readdir(FOLDER)
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(FOLDER, name))
}

const count = (amount: number, name: string): string => `${amount} ${name}${amount === 1 ? '' : 's'}`
