type Variables = Readonly<Record<string, string | undefined>>

// What readers and the programs that they start need to know of the customer's surroundings. Nothing else is handed on:
// a variable may hold anything, a password too.
const WINDOWS = [
  'SystemRoot',
  'SystemDrive',
  'windir',
  'ComSpec',
  'PATHEXT',
  'ProgramFiles',
  'ProgramFiles(x86)',
  'ProgramData',
  'ALLUSERSPROFILE',
  'PUBLIC',
  'USERPROFILE',
  'LOCALAPPDATA',
  'APPDATA',
  'TEMP',
  'TMP',
  'PROCESSOR_ARCHITECTURE',
  'PROCESSOR_ARCHITEW6432',
]
const UNIX = ['HOME', 'USER', 'LOGNAME', 'TMPDIR']
/** Which desktop it is, where its settings lie and how to ask it. */
const DESKTOP = [
  'XDG_CURRENT_DESKTOP',
  'XDG_CONFIG_HOME',
  'XDG_CONFIG_DIRS',
  'XDG_DATA_HOME',
  'XDG_DATA_DIRS',
  'XDG_CACHE_HOME',
  'XDG_RUNTIME_DIR',
  'DESKTOP_SESSION',
  'DBUS_SESSION_BUS_ADDRESS',
  'DISPLAY',
  'WAYLAND_DISPLAY',
]
/** Read by the reader itself, but not for the programs that it starts: an address may carry a password. */
const PROXY = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy', 'auto_proxy']

/** The variables that the readers themselves may know, named as here whatever their case on Windows. */
export function readerEnvironment(platform: NodeJS.Platform, all: Variables): Record<string, string> {
  const names = { win32: WINDOWS, darwin: UNIX }[platform as string] ?? [...UNIX, ...DESKTOP]
  return pick(platform, all, [...names, ...PROXY, ...PROXY.map((name) => name.toUpperCase())])
}

/** The variables of a program that a reader starts: a fixed path, English answers, no proxies. */
export function childEnvironment(platform: NodeJS.Platform, known: Variables): Record<string, string> {
  if (platform === 'win32') {
    const system = `${systemRoot(known)}\\System32`
    const path = [system, systemRoot(known), `${system}\\Wbem`, `${system}\\WindowsPowerShell\\v1.0`]
    return { ...pick(platform, known, WINDOWS), Path: path.join(';') }
  }
  const names = platform === 'darwin' ? UNIX : [...UNIX, ...DESKTOP]
  return { ...pick(platform, known, names), PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' }
}

/** Where Windows itself is; a lookup of a program begins in the working folder there, so that must be Windows' own. */
export const systemRoot = (known: Variables): string => known.SystemRoot ?? 'C:\\Windows'

function pick(platform: NodeJS.Platform, all: Variables, names: readonly string[]): Record<string, string> {
  const folded = platform === 'win32' ? (name: string) => name.toUpperCase() : (name: string) => name
  const there = new Map(Object.entries(all).map(([name, value]) => [folded(name), value]))
  const picked: Record<string, string> = {}
  for (const name of names) {
    const value = there.get(folded(name))
    if (value !== undefined) picked[name] = value
  }
  return picked
}
