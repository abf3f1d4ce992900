/**
 * Programs that share files with strangers, by the name a person knows, and what gives each away: how a list of
 * installed programs, a folder of applications, a package manager or a running process may call it.
 *
 * `starts`: the first words of a name ("uTorrent 3.6", "qBittorrent v5.0"). `exact`: the whole name, for what would be
 * found in names of other programs. Both are compared by letters and digits alone, in small letters.
 * Names that Japanese providers and the police name in their warnings, and the clients in use elsewhere.
 */
const programs: ReadonlyArray<{
  readonly name: string
  readonly starts?: readonly string[]
  readonly exact?: readonly string[]
}> = [
  { name: 'Winny', exact: ['winny', 'winny2', 'winnyp', 'winny 2.0'] },
  // "Share" alone would be found in many names: it is known by its releases.
  {
    name: 'Share',
    exact: ['share', 'share ex2', 'share ex', 'share nt5', 'share tcp', 'share udp', 'shareth'],
  },
  { name: 'Perfect Dark', exact: ['perfect dark', 'perfectdark'] },
  { name: 'WinMX', starts: ['winmx'] },
  { name: 'Cabos', exact: ['cabos'] },
  { name: 'LimeWire', starts: ['limewire'] },
  { name: 'WireShare', exact: ['wireshare'] },
  { name: 'FrostWire', starts: ['frostwire'] },
  { name: 'BearShare', starts: ['bearshare'] },
  { name: 'Kazaa', starts: ['kazaa'] },
  { name: 'Gnucleus', starts: ['gnucleus'] },
  { name: 'Shareaza', starts: ['shareaza'] },
  { name: 'iMesh', exact: ['imesh'] },
  { name: 'Ares', exact: ['ares', 'ares galaxy', 'aresgalaxy'] },
  { name: 'Soulseek', exact: ['soulseek', 'soulseekqt', 'slsk', 'nicotine', 'nicotine+'] },
  {
    name: 'DC++',
    exact: ['dc++', 'dcplusplus', 'airdc++', 'airdc', 'eiskaltdcpp', 'eiskaltdcpp qt', 'linuxdcpp'],
  },
  { name: 'eMule', exact: ['emule', 'emule plus', 'emuleplus'] },
  { name: 'aMule', exact: ['amule', 'amuled'] },
  { name: 'eDonkey', starts: ['edonkey'] },
  { name: 'MLDonkey', starts: ['mldonkey'], exact: ['mlnet'] },
  { name: 'Xunlei', exact: ['xunlei', 'thunder network', '迅雷'] },
  { name: 'BitTorrent', exact: ['bittorrent', 'bittorrent web', 'bittorrentweb', 'btweb'] },
  {
    name: 'µTorrent',
    exact: ['utorrent', 'µtorrent', 'utorrent web', 'µtorrent web', 'utweb', 'utorrentie'],
  },
  { name: 'qBittorrent', starts: ['qbittorrent'] },
  { name: 'BitComet', starts: ['bitcomet'] },
  { name: 'BitLord', starts: ['bitlord'] },
  { name: 'BitSpirit', starts: ['bitspirit'] },
  { name: 'BiglyBT', starts: ['biglybt'] },
  { name: 'Vuze', exact: ['vuze', 'azureus', 'azureus vuze'] },
  { name: 'Deluge', exact: ['deluge', 'deluged', 'deluge gtk', 'deluge web'] },
  {
    name: 'Transmission',
    exact: [
      'transmission',
      'transmission qt',
      'transmission gtk',
      'transmission daemon',
      'transmission cli',
      'transmission common',
    ],
  },
  { name: 'KTorrent', exact: ['ktorrent'] },
  { name: 'rTorrent', exact: ['rtorrent'] },
  { name: 'Fragments', exact: ['fragments', 'de haeckerfelix fragments'] },
  { name: 'Tixati', exact: ['tixati'] },
  { name: 'Halite', exact: ['halite'] },
  { name: 'Free Download Manager', starts: ['free download manager'] },
  { name: 'Folx', exact: ['folx'] },
  { name: 'Popcorn Time', exact: ['popcorn time', 'popcorntime'] },
  { name: 'WebTorrent', exact: ['webtorrent', 'webtorrent desktop'] },
]

/** The names that a person knows them by. */
export const fileSharingNames: readonly string[] = programs.map(({ name }) => name)

/** "µTorrent Web.exe" -> "μtorrentweb": both micro signs are one; marks and spaces do not count. */
const lettersOf = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\.(exe|app|desktop|lnk)$/, '')
    .replace(/[^\p{L}\p{N}+]/gu, '')

/** What follows a name and does not change what it is: a version, a width, a language. */
const additions = /[\s\-_(]+(v(er(sion)?)?\.?\s*)?\d[\w.\-+]*.*$|\s*\((x?\d\d\s?-?bit|x64|x86|[^)]*)\)\s*$/iu

const bareOf = (name: string): string => lettersOf(name.trim().replace(additions, ''))

const known = programs.map(({ name, starts = [], exact = [] }) => ({
  name,
  starts: starts.map(lettersOf),
  exact: new Set(exact.map(lettersOf)),
}))

/**
 * Which of the known programs stand in a list of names, in the order of the table, each once.
 * `names`: installed programs ("qBittorrent 4.6.2"), processes ("utorrent.exe"), applications ("Transmission.app") or
 * packages ("transmission-gtk"), mixed as they come.
 */
export function matchFileSharing(names: readonly string[]): string[] {
  const forms = names.flatMap((name) => [...new Set([lettersOf(name), bareOf(name)])])
  return known
    .filter(({ starts, exact }) =>
      forms.some((form) => exact.has(form) || starts.some((start) => form.startsWith(start))),
    )
    .map(({ name }) => name)
}
