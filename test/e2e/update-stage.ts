import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  constants,
  copyFile,
  cp,
  mkdir,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { createPackage, extractAll } from '@electron/asar'
import { type Browser, chromium, expect, type Page } from '@playwright/test'
import { Customer } from '../../scripts/play/customer'
import { key } from '../../scripts/updates/key'
import { publish } from '../../scripts/updates/publish'
import { rollBack } from '../../scripts/updates/roll-back'
import { readWords } from '../../scripts/updates/words'
import type { BuiltFor } from '../../src/shared/built-for'
import { PACKED_FOLDER } from './packed-agent'
import { forge } from './session'

/**
 * Two versions of the packed program on Linux, and what they are updated by. An AppImage cannot be made here, so each
 * "AppImage" is a small launcher that starts a packed folder: electron-updater fetches it, checks it, puts it in the
 * old one's place and starts it, as it does with a real one. This is as far as it goes: nothing is mounted.
 */
export class Workshop {
  readonly downloads: string
  constructor(readonly folder: string) {
    this.downloads = join(folder, 'downloads')
  }

  private get key(): string {
    return join(this.folder, 'keys', 'update-key.pem')
  }

  /** Makes the key, and one packed folder for each version, with the relay's address and the key built in. */
  async prepare(relay: string, versions: readonly string[]): Promise<void> {
    await key(readWords(['--out', join(this.folder, 'keys')]))
    const updateKey = (await readFile(join(this.folder, 'keys', 'update-key.pub'), 'utf8')).trim()
    const builtFor: BuiltFor = { v: 1, channel: 'current', relay, profile: 'demo', relayKeys: [], updateKey }
    const inside = join(this.folder, 'inside')
    extractAll(join(PACKED_FOLDER, 'resources', 'app.asar'), inside)
    await writeFile(join(inside, 'out', 'built-for.json'), JSON.stringify(builtFor))
    for (const version of versions) await this.#pack(version, inside)
    await rm(inside, { recursive: true })
  }

  /** All but the archive is the same, and is only pointed at; the program itself finds its files by where it stands. */
  async #pack(version: string, inside: string): Promise<void> {
    const folder = this.programOf(version)
    await mkdir(join(folder, 'resources'), { recursive: true })
    for (const name of await readdir(PACKED_FOLDER))
      if (name !== 'resources' && name !== 'sobani')
        await symlink(join(PACKED_FOLDER, name), join(folder, name))
    await copyFile(join(PACKED_FOLDER, 'sobani'), join(folder, 'sobani'), constants.COPYFILE_FICLONE)
    const manifest = join(inside, 'package.json')
    const said = JSON.parse(await readFile(manifest, 'utf8')) as object
    await writeFile(manifest, JSON.stringify({ ...said, version }))
    await createPackage(inside, join(folder, 'resources', 'app.asar'))
    const launcher = launcherOf(version, join(folder, 'sobani'))
    const built = this.builtOf(version)
    await mkdir(built, { recursive: true })
    const file = `Sobani-${version}-x64.AppImage`
    await writeFile(join(built, file), launcher, { mode: 0o755 })
    const sha256 = createHash('sha256').update(launcher).digest('hex')
    const artefact = { file, system: 'linux', processor: process.arch, kind: 'appimage', audience: 'update' }
    const artefacts = [{ ...artefact, size: launcher.length, sha256 }]
    const list = { v: 1, channel: 'current', version, builtAt: new Date().toISOString(), artefacts }
    await writeFile(join(built, 'artefacts.json'), JSON.stringify(list))
  }

  programOf = (version: string): string => join(this.folder, `program-${version}`)
  builtOf = (version: string): string => join(this.folder, `built-${version}`)
  published = (name: string): string => join(this.downloads, 'current', name)

  /** With the tool itself. */
  publish(version: string, ...words: string[]): Promise<string[]> {
    return publish(readWords([...this.#words(), '--from', this.builtOf(version), ...words]))
  }

  rollBack(version: string): Promise<string[]> {
    return rollBack(readWords([...this.#words(), '--version', version]))
  }

  #words = () => ['--channel', 'current', '--to', this.downloads, '--key', this.key]
}

/** Starts the folder, as an AppImage starts what is in it; after a silent install that nobody waits for, it only ends. */
const launcherOf = (version: string, program: string): string => `#!/bin/sh
# ${version}
[ -n "$APPIMAGE_EXIT_AFTER_INSTALL" ] && exit 0
export APPIMAGE="$0"
exec "${program}" ${process.getuid?.() === 0 ? '--no-sandbox' : ''} --remote-debugging-port=0 --lang=ja --log-level=3 \\
  --user-data-dir="$SOBANI_TEST_DATA" 2>>"$SOBANI_TEST_LOG"
`

/** One PC with the program on it: what runs there, however it was started. */
export class Installation {
  readonly appImage: string
  readonly data: string
  readonly #log: string
  #browser: Browser | null = null
  #first: ChildProcess | null = null
  #told = 0

  constructor(
    private readonly workshop: Workshop,
    name: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {
    const folder = join(workshop.folder, name)
    this.appImage = join(folder, 'Sobani.AppImage')
    this.data = join(folder, 'data')
    this.#log = join(folder, 'log')
  }

  /** @param consent what an agent keeps once the documents were agreed to */
  async install(version: string, consent: string | null): Promise<void> {
    await mkdir(this.data, { recursive: true })
    await mkdir(join(this.data, '..', 'temporary'))
    if (consent !== null) await cp(consent, this.data, { recursive: true })
    await writeFile(this.#log, '')
    await this.put(version)
  }

  /** By hand, as from the download page. */
  async put(version: string): Promise<void> {
    await cp(join(this.workshop.builtOf(version), `Sobani-${version}-x64.AppImage`), this.appImage)
  }

  async start(): Promise<Page> {
    const temporary = join(this.data, '..', 'temporary')
    this.#first = spawn(this.appImage, {
      env: {
        ...process.env,
        ...this.env,
        SOBANI_TEST_DATA: this.data,
        SOBANI_TEST_LOG: this.#log,
        TMPDIR: temporary,
      },
      stdio: 'ignore',
    })
    return this.attach()
  }

  /** Finds the window of the program that was started last. */
  async attach(): Promise<Page> {
    // Not waited for: a program that was just replaced leaves its socket open to the new one, and nobody answers there.
    void this.#browser?.close().catch(() => undefined)
    const debuggers = async () => [...(await this.log()).matchAll(/DevTools listening on (ws:\S+)/g)]
    await expect.poll(async () => (await debuggers()).length, { timeout: 40_000 }).toBeGreaterThan(this.#told)
    const address = (await debuggers()).at(-1)?.[1] ?? ''
    this.#told = (await debuggers()).length
    const list = new URL('/json/list', address.replace('ws:', 'http:'))
    const pages = async () => JSON.stringify(await (await fetch(list)).json())
    await expect.poll(pages, { timeout: 20_000 }).toContain('sobani://agent/index.html')
    this.#browser = await chromium.connectOverCDP(address)
    const page = this.#browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((one) => one.url().endsWith('/index.html'))
    if (page === undefined) throw new Error('the installed agent has no window')
    page.setDefaultTimeout(20_000)
    return page
  }

  /** Everything that was written to stderr so far, by whichever version. */
  log = (): Promise<string> => readFile(this.#log, 'utf8')

  /** The version in the AppImage's place. */
  async installed(): Promise<string> {
    return /^# (.*)$/m.exec(await readFile(this.appImage, 'utf8'))?.[1] ?? 'none'
  }

  /** The versions of which there is a running program, by the very files that run. */
  async running(): Promise<string[]> {
    const files = await Promise.all(
      (await this.#processes()).map((pid) => readlink(`/proc/${pid}/exe`).catch(() => '')),
    )
    return [...new Set(files.flatMap((file) => /program-([\d.]+)/.exec(file)?.[1] ?? []))].sort()
  }

  /** Ends it as the customer does. */
  async close(page: Page): Promise<void> {
    await forge({ customer: new Customer(page) }, 'quit').catch(() => undefined)
    await expect.poll(() => this.running(), { timeout: 20_000 }).toEqual([])
  }

  async stop(): Promise<void> {
    for (const pid of await this.#processes()) process.kill(pid, 'SIGKILL')
    await this.#browser?.close().catch(() => undefined)
    this.#first?.removeAllListeners()
    await expect.poll(() => this.running(), { timeout: 20_000 }).toEqual([])
  }

  /** Ours alone: the folder of its data stands on its command line. */
  async #processes(): Promise<number[]> {
    const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 1)
    const found: number[] = []
    for (const pid of pids) {
      const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      if (words.includes(`--user-data-dir=${this.data}`)) found.push(pid)
    }
    return found
  }
}
