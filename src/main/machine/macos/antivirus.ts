import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { detailsOf } from '../judge'
import { applications, nameOf, readApplication } from './applications'
import { readPlist, textAt } from './property-list'

/**
 * Apple brings out new definitions every week or two, for macOS 10.15 as well. What is older than this has missed many;
 * whether it is the newest of all cannot be known without asking Apple.
 */
const OLDEST_DAYS = 90
const DAY_MS = 86_400_000

const folders = ['/Library/Apple/System/Library/CoreServices', '/System/Library/CoreServices']
/** Moved with macOS 15, where only root may read it: then `spctl` alone tells. */
const policies = [
  '/var/db/SystemPolicy-prefs.plist',
  '/var/db/SystemPolicyConfiguration/SystemPolicy-prefs.plist',
]

/** By the names of their applications; what the same makers sell beside is not it. */
const makers =
  /^(trend ?micro|virus ?buster|ウイルスバスター|eset|norton|mcafee|avast|avg|avira|bitdefender|kaspersky|sophos|malwarebytes|intego|virusbarrier|f-secure|clamxav|webroot|microsoft defender|dr\.?web|g data|panda|totalav|falcon|zero (super|virus|スーパー|ウイルス))(?![a-z])/iu
const others = /vpn|browser|cleaner|cleanup|tune ?up|password|remove|uninstall/i

export async function checkAntivirus(host: Host): Promise<PcCheckArea> {
  const [definitions, gatekeeper, bought] = await Promise.all([
    readDefinitions(host),
    readGatekeeper(host),
    boughtOnes(host).catch(() => []),
  ])
  return judgeAntivirus({ ...definitions, gatekeeper, bought, now: Date.now() })
}

type Definitions = { readonly version: string; readonly builtAt: number }

/** Of XProtect, which every Mac has: its version and when its files were made, in ms since 1970. */
async function readDefinitions(host: Host): Promise<Definitions> {
  for (const folder of folders) {
    const path = `${folder}/XProtect.bundle/Contents/Info.plist`
    const info = await readPlist(host, path).catch(() => null)
    const version = info && textAt(info, 'CFBundleShortVersionString')
    if (version === null) continue
    const seconds = (await host.run('/usr/bin/stat', ['-f', '%m', path])).trim()
    if (/^\d+$/.test(seconds)) return { version, builtAt: Number(seconds) * 1000 }
  }
  throw new Error('no definitions of XProtect')
}

/** Whether programs are looked at before they first run. The words of `spctl` are the same in every language. */
async function readGatekeeper(host: Host): Promise<boolean> {
  const [, word] =
    /^assessments (enabled|disabled)/m.exec(
      await host.run('/usr/sbin/spctl', ['--status']).catch(() => ''),
    ) ?? []
  if (word !== undefined) return word === 'enabled'
  for (const path of policies) {
    const policy = await readPlist(host, path).catch(() => null)
    const enabled = policy && textAt(policy, 'enabled')
    if (enabled === 'yes' || enabled === 'no') return enabled === 'yes'
  }
  throw new Error('no state of Gatekeeper')
}

async function boughtOnes(host: Host): Promise<string[]> {
  const paths = (await applications(host)).filter(
    (path) => makers.test(nameOf(path)) && !others.test(nameOf(path)),
  )
  const texts = paths.slice(0, 5).map(async (path) => {
    const { version } = await readApplication(host, path).catch(() => ({ version: null }))
    return [nameOf(path), version].filter(Boolean).join(' ')
  })
  return Promise.all(texts)
}

/** Times in ms since 1970. A clock that is behind the definitions tells no age, so nothing is claimed. */
export function judgeAntivirus(read: {
  readonly version: string
  readonly builtAt: number
  readonly gatekeeper: boolean
  readonly bought: readonly string[]
  readonly now: number
}): PcCheckArea {
  const days = (read.now - read.builtAt) / DAY_MS
  if (days < -1) throw new Error('the clock is wrong')
  const built = new Date(read.builtAt).toISOString().slice(0, 10)
  const details = detailsOf([`XProtect ${read.version} (${built})`, ...read.bought])
  const area = (state: PcCheckArea['state'], finding: PcCheckArea['finding']): PcCheckArea => ({
    id: 'antivirus',
    state,
    finding,
    details,
  })
  if (!read.gatekeeper) return area('attention', 'antivirus-off')
  return days > OLDEST_DAYS ? area('attention', 'antivirus-outdated') : area('good', 'antivirus-current')
}
