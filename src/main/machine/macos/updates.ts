import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { detailsOf } from '../judge'
import { flagAt, listAt, type PlistKeys, readPlist, textAt } from './property-list'

export const checkUpdates = async (host: Host): Promise<PcCheckArea> =>
  judgeUpdates(await readPlist(host, '/Library/Preferences/com.apple.SoftwareUpdate.plist'))

/**
 * What the last search found and what the customer set. The counts beside the list are not kept up to date from macOS
 * 15.4 on, so they are not looked at. Checking and fetching are on unless switched off; installing is on only where it
 * was switched on, so what is not there counts as "by hand".
 */
export function judgeUpdates(settings: PlistKeys): PcCheckArea {
  const pending = listAt(settings, 'RecommendedUpdates')
  const names = pending.map((one) => nameOf(one))
  const area = (state: PcCheckArea['state'], finding: PcCheckArea['finding']): PcCheckArea => ({
    id: 'updates',
    state,
    finding,
    details: detailsOf(names),
  })
  if (pending.length > 0) return area('attention', 'updates-pending')
  const automatic =
    flagAt(settings, 'AutomaticCheckEnabled') !== false &&
    flagAt(settings, 'AutomaticDownload') !== false &&
    flagAt(settings, 'AutomaticallyInstallMacOSUpdates') === true
  return automatic ? area('good', 'updates-automatic') : area('attention', 'updates-manual')
}

/** "macOS Sonoma 14.3.1", "Safari 17.3.1": some names carry the version, some do not. */
function nameOf(update: PlistKeys): string {
  const name = textAt(update, 'Display Name') ?? textAt(update, 'Identifier') ?? ''
  const version = textAt(update, 'Display Version') ?? ''
  return name.includes(version) ? name : `${name} ${version}`
}
