import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type Outcome, run } from '../../scripts/setup/command'

/** A Windows of its own, as far as wine is one, in a folder that goes with it. */
export class Wine {
  readonly folder: string
  /** What a program needs to find this Windows and no other. */
  readonly environment: Readonly<Record<string, string>>

  private constructor(folder: string) {
    this.folder = folder
    this.environment = {
      WINEPREFIX: join(folder, 'prefix'),
      WINEARCH: 'win64',
      WINEDEBUG: '-all',
      // No menus on the developer's desktop, and no question for .NET or a browser.
      WINEDLLOVERRIDES: 'winemenubuilder.exe=d;mscoree=d;mshtml=d',
      // Nothing of the developer's display: what is tried here shows no window.
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
      HOME: join(folder, 'home'),
      LANG: 'C.UTF-8',
    }
  }

  static async start(): Promise<Wine> {
    const wine = new Wine(await mkdtemp(join(tmpdir(), 'sobani-wine-')))
    await mkdir(join(wine.folder, 'home'))
    const begun = await wine.run('wineboot', ['--init'])
    expect(begun.status).toBe(0)
    return wine
  }

  /** The path of a file of this machine as wine sees it. */
  static path(file: string): string {
    return `Z:${file.replaceAll('/', '\\')}`
  }

  /** The path of a file on drive C:, for reading it from here. */
  drive(...parts: readonly string[]): string {
    return join(this.folder, 'prefix', 'drive_c', ...parts)
  }

  /** Waits for the end of the program, and of nothing that it started. */
  run(program: string, words: readonly string[]): Promise<Outcome> {
    return run('wine', [program, ...words], { env: { ...process.env, ...this.environment } })
  }

  /** Windows' own words where a key is there, null where it is not. */
  async query(key: string, ...words: readonly string[]): Promise<string | null> {
    const { status, stdout } = await this.run('reg', ['query', key, ...words])
    return status === 0 ? stdout : null
  }

  /** The texts of a key; null where there is none. */
  async texts(key: string): Promise<Record<string, string> | null> {
    const written = await this.query(key, '/reg:64')
    if (written === null) return null
    return Object.fromEntries(
      [...written.matchAll(/^ {4}(.*?) {4}REG_SZ(?: {4}(.*?))?\r?$/gm)].map(([, name, text]) => [
        name ?? '',
        text ?? '',
      ]),
    )
  }

  async end(): Promise<void> {
    const env = { ...process.env, ...this.environment }
    await run('wineserver', ['-k'], { env })
    await run('wineserver', ['-w'], { env })
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}
