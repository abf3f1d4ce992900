import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { detailsOf } from '../judge'
import { bytesOf, hasSubkey, hasTwoViews, readKey, readTree, type Tree } from './registry'

const windows = 'Software\\Microsoft\\Windows\\CurrentVersion'
const approved = 'StartupApproved'

/** A program that starts by itself, and the list in which Windows keeps whether the customer switched it off. */
export type Starter = { readonly name: string; readonly switches: 'run' | 'run32' | 'startupfolder' | null }

/** Switched off: the first byte is odd (3, 7); on: even (2, 6), or there is no such value. */
export function isOn({ name, switches }: Starter, kept: Tree | undefined): boolean {
  const bytes = switches === null ? null : bytesOf(kept?.get(switches), name)
  return bytes === null || (Number.parseInt(bytes.slice(0, 2), 16) & 1) === 0
}

/** Only names are shown: a command may hold a path with the customer's name. */
export const judgeStartUp = (names: readonly string[]): PcCheckArea => ({
  id: 'start-up',
  state: 'good',
  finding: 'start-up-listed',
  details: detailsOf(names),
})

/** Values of the keys that start programs; the switches are for the first of them alone. */
async function fromKeys(host: Host, root: 'HKLM' | 'HKCU', view: 'system' | '32'): Promise<Starter[]> {
  const above = await readKey(host, `${root}\\${windows}`, view)
  const read = async (name: 'Run' | 'RunOnce'): Promise<Starter[]> => {
    if (!hasSubkey(above, name)) return []
    const { values } = await readKey(host, `${root}\\${windows}\\${name}`, view)
    const switches = name === 'RunOnce' ? null : view === '32' ? 'run32' : 'run'
    return [...values.values()].filter((one) => one.name !== '').map((one) => ({ name: one.name, switches }))
  }
  return (await Promise.all([read('Run'), read('RunOnce')])).flat()
}

/** Shortcuts in a start-up folder; Windows' own file of its settings is none. */
async function fromFolder(host: Host, folder: string | undefined): Promise<Starter[]> {
  if (folder === undefined) throw new Error('there is no start-up folder')
  const names = await host.list(`${folder}\\Microsoft\\Windows\\Start Menu\\Programs\\StartUp`)
  return names
    .filter((name) => name.toLowerCase() !== 'desktop.ini')
    .map((name) => ({ name, switches: 'startupfolder' }))
}

async function switchesOf(host: Host, root: 'HKLM' | 'HKCU'): Promise<Tree | undefined> {
  const explorer = await readKey(host, `${root}\\${windows}\\Explorer`)
  return hasSubkey(explorer, approved)
    ? readTree(host, `${root}\\${windows}\\Explorer\\${approved}`)
    : undefined
}

/** Rejects where any of the places could not be read: half a list would be taken for all. */
export async function startUp(host: Host): Promise<PcCheckArea> {
  const { env } = host.facts
  const read = async (root: 'HKLM' | 'HKCU', lists: Promise<Starter[]>[]): Promise<string[]> => {
    const [kept, ...found] = await Promise.all([switchesOf(host, root), ...lists])
    return found
      .flat()
      .filter((one) => isOn(one, kept))
      .map(({ name }) => name.replace(/\.lnk$/i, ''))
  }
  const [machine, own] = await Promise.all([
    read('HKLM', [
      fromKeys(host, 'HKLM', 'system'),
      ...(hasTwoViews(host) ? [fromKeys(host, 'HKLM', '32')] : []),
      fromFolder(host, env.ProgramData ?? env.ALLUSERSPROFILE),
    ]),
    read('HKCU', [fromKeys(host, 'HKCU', 'system'), fromFolder(host, env.APPDATA)]),
  ])
  return judgeStartUp([...own, ...machine])
}
