import { readFile } from 'node:fs/promises'
import { Refusal } from '../refusal'
import { installPackages } from './apt'
import { hasBrowser } from './browser'
import { run } from './command'
import { programInPath } from './program'

export interface Needs {
  /** A virtual display, with fonts that make Japanese readable on it. */
  display: boolean
  /** A Chromium for the operator's side. */
  browser: boolean
  /** A TURN server for the tests of the network; it is started by them and by nothing else. */
  turn?: boolean
  /** A key store for the agent of the tests and the demo (keyring.ts). */
  keyring?: boolean
  /** What the tests watch the agent with, and read its papers. */
  witnesses?: boolean
  /** What networks are laid with for tests and benchmarks (scripts/network). */
  network?: boolean
  /** A desktop of several monitors (displays.ts). */
  monitors?: boolean
  /** What compiles, reads, installs and signs Windows packages here, and lints scripts (test/dist). */
  packaging?: boolean
}

// What Electron loads when it starts, by Debian's names, and by the libraries' own names for every other Linux.
const RUNTIME = ['libgtk-3-0', 'libnss3', 'libxss1', 'libasound2', 'libgbm1', 'libnotify4', 'libxtst6']
const LIBRARIES = [
  'libgtk-3.so.0',
  'libnss3.so',
  'libXss.so.1',
  'libasound.so.2',
  'libgbm.so.1',
  'libnotify.so.4',
  'libXtst.so.6',
]
// xdotool presses the hotkey in the tests.
const DISPLAY = ['xvfb', 'xauth', 'fonts-noto-cjk', 'xdotool']

const TURN = { package: 'coturn', service: 'coturn.service', program: 'turnserver' }

const KEYRING = {
  packages: ['gnome-keyring', 'libsecret-1-0', 'dbus'],
  // A developer's own desktop has another key store, or none, and is to stay that way.
  services: ['gnome-keyring-daemon.service', 'gnome-keyring-daemon.socket'],
  programs: ['gnome-keyring-daemon', 'dbus-daemon', 'dbus-send'],
}

const WITNESSES = {
  packages: ['strace', 'poppler-utils', 'libnss3-tools', 'openssl', 'xdg-utils'],
  programs: ['strace', 'pdftotext', 'certutil', 'openssl', 'xdg-settings'],
}

const MONITORS = {
  packages: ['xserver-xorg-core', 'xserver-xorg-video-dummy', 'x11-xserver-utils', 'x11-apps', 'xsettingsd'],
  programs: ['Xorg', 'xrandr', 'xwd', 'xsettingsd'],
}

const PACKAGING = {
  packages: [
    'wixl',
    'msitools',
    'wine',
    'wine64',
    'nsis',
    'shellcheck',
    'libxml2-utils',
    'gcc-mingw-w64-x86-64',
    'osslsigncode',
    'cpio',
  ],
  programs: [
    'wixl',
    'msiinfo',
    'wine',
    'makensis',
    'shellcheck',
    'xmllint',
    'x86_64-w64-mingw32-gcc',
    'osslsigncode',
    'cpio',
  ],
}

/** What the administrators' guide has installed on a server; the tests follow it. */
const SERVER = {
  packages: ['nginx', 'libnginx-mod-stream', 'curl', 'openssl'],
  service: 'nginx.service',
}

// Only Debian's own are installed: without them the tests of networks are skipped and say so, on any Linux.
const NETWORK = ['iproute2', 'nftables', 'socat']

/** Installs the system libraries that are missing. Runs on every start, so finding that all is there must be quick. */
export async function ensureSystem(needs: Needs): Promise<void> {
  if (process.platform !== 'linux') return
  if (!(await programInPath('apt-get')) || !(await programInPath('dpkg-query'))) return refuseIfMissing(needs)
  const wanted = needs.display ? [...RUNTIME, ...DISPLAY] : [...RUNTIME]
  // Ubuntu's chromium is a snap, which cannot be driven from here: browser.ts then says what to install.
  if (needs.browser && !(await hasBrowser()) && !(await isUbuntu())) wanted.push('chromium')
  if (needs.turn) wanted.push(TURN.package)
  if (needs.keyring) wanted.push(...KEYRING.packages)
  if (needs.witnesses) wanted.push(...WITNESSES.packages)
  if (needs.network) wanted.push(...NETWORK)
  if (needs.monitors) wanted.push(...MONITORS.packages)
  if (needs.packaging) wanted.push(...PACKAGING.packages, ...SERVER.packages)
  const missing = await missingPackages(wanted)
  if (missing.length === 0) return
  await installPackages(missing, {
    system: [
      ...(missing.includes(TURN.package) ? [TURN.service] : []),
      ...(missing.includes('nginx') ? [SERVER.service] : []),
    ],
    user: missing.includes('gnome-keyring') ? KEYRING.services : [],
  })
}

/** Those of `names` that are installed neither under that name nor under its name since the 64-bit time change. */
async function missingPackages(names: readonly string[]): Promise<string[]> {
  const both = names.flatMap((name) => [name, `${name}t64`])
  const outcome = await run('dpkg-query', ['-W', '-f', `\${db:Status-Status} \${Package}\\n`, ...both])
  const installed = new Set(
    outcome.stdout
      .split('\n')
      .flatMap((line) => (line.startsWith('installed ') ? [line.slice('installed '.length)] : [])),
  )
  return names.filter((name) => !installed.has(name) && !installed.has(`${name}t64`))
}

async function refuseIfMissing(needs: Needs): Promise<void> {
  const { stdout } = await run('/sbin/ldconfig', ['-p'])
  const missing = LIBRARIES.filter((library) => !stdout.includes(`\t${library} `))
  if (needs.display && !(await programInPath('Xvfb'))) missing.push('Xvfb')
  const programs = [
    ...(needs.turn ? [TURN.program] : []),
    ...(needs.keyring ? KEYRING.programs : []),
    ...(needs.witnesses ? WITNESSES.programs : []),
    ...(needs.monitors ? MONITORS.programs : []),
    ...(needs.packaging ? PACKAGING.programs : []),
  ]
  for (const program of programs) if (!(await programInPath(program))) missing.push(program)
  if (stdout !== '' && missing.length > 0) {
    throw new Refusal(
      `These system libraries are missing: ${missing.join(', ')}; install them with this Linux's package manager and run the command again.`,
    )
  }
}

async function isUbuntu(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return /^ID(_LIKE)?=.*ubuntu/m.test(release)
}
