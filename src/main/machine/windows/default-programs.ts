import type { Host } from '../host'
import { packageOf, programOf } from './program'
import { readTree, type Tree, textOf } from './registry'

const associations = 'HKCU\\Software\\Microsoft\\Windows\\Shell\\Associations\\UrlAssociations'

/**
 * What this user chose for a kind of address. Newer builds of Windows 11 write `UserChoiceLatest` and leave the older
 * `UserChoice` as it was, so the newer one decides where it stands.
 */
export function chosenId(choices: Tree): string | null {
  const id =
    textOf(choices.get('userchoicelatest\\progid'), 'ProgId') ??
    textOf(choices.get('userchoicelatest'), 'ProgId') ??
    textOf(choices.get('userchoice'), 'ProgId')
  // It becomes a word of a command: what is no plain name is not asked for.
  return id !== null && /^[\w.-]{1,120}$/.test(id) ? id : null
}

/** "Google Chrome 119.0.6045.160"; null where nothing was chosen or it is not known what was. */
async function chosenProgram(host: Host, address: 'https' | 'mailto'): Promise<string | null> {
  const id = chosenId(await readTree(host, `${associations}\\${address}`))
  if (id === null) return null
  const registered = await readTree(host, `HKCR\\${id}`)
  const program = packageOf(registered) ?? (await programOf(registered, host))
  if (program === null) return null
  return [program.name, program.version].filter((part) => part !== null).join(' ')
}

export const browser = (host: Host): Promise<string | null> => chosenProgram(host, 'https')
export const mail = (host: Host): Promise<string | null> => chosenProgram(host, 'mailto')
