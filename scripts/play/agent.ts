import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { ROOT } from '../root'
import type { Keyring } from '../setup/keyring'
import { launch } from './launch'

export type AgentOptions = {
  readonly executable: string
  readonly relay: string | null
  /** null: the real display. */
  readonly display: string | null
  /** Where it keeps keys. By default nowhere: on Linux a program that is driven finds no key store by itself. */
  readonly keyring?: Pick<Keyring, 'env' | 'words'> | null
  readonly language?: 'ja' | 'en'
  readonly profile?: string
  /** The folder of the app; by default the one that was built. */
  readonly app?: string
  /** Kept between two starts of one customer; a new temporary one by default. */
  readonly folder?: string
  /** For its temporary files; a new one that is removed at the end by default. */
  readonly temporary?: string
  readonly extraArgs?: readonly string[]
  /** Variables of the customer's surroundings that should differ, such as a proxy. */
  readonly env?: Readonly<Record<string, string>>
  /** Chromium's sandbox; by default wherever this user can have one, which root cannot. */
  readonly sandbox?: boolean
  /** The colours of the pages. */
  readonly colorScheme?: 'light' | 'dark'
}

export type Agent = {
  readonly app: ElectronApplication
  readonly page: Page
  readonly pid: number
  /** What the agent keeps on this PC. */
  readonly folder: string
  /** Its own folder for temporary files: one that is killed cannot tidy up. */
  readonly temporary: string
  /** Everything written to stderr so far. */
  log(): string
  /** Waits for a window by the page it shows. */
  window(page: 'index' | 'bar'): Promise<Page>
  /** Ends it hard and removes its folder. Idempotent. */
  stop(): Promise<void>
}

/** The language of the customer's system, as Linux has it. */
const SPOKEN = {
  ja: { LANG: 'ja_JP.UTF-8', LANGUAGE: 'ja' },
  en: { LANG: 'en_GB.UTF-8', LANGUAGE: 'en' },
} as const

/** Starts the real agent, as `npm start` does. */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'sobani-customer-')))
  const temporary = options.temporary ?? (await mkdtemp(join(tmpdir(), 'sobani-temporary-')))
  const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env
  const env = Object.fromEntries(
    Object.entries({
      ...inherited,
      TMPDIR: temporary,
      TMP: temporary,
      TEMP: temporary,
      SOBANI_RELAY: options.relay ?? '',
      SOBANI_PROFILE: options.profile ?? 'demo',
      ...(options.display === null ? {} : { DISPLAY: options.display }),
      ...SPOKEN[options.language ?? 'ja'],
      ...options.keyring?.env,
      ...options.env,
    }).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  const sandbox = options.sandbox ?? process.getuid?.() !== 0
  const app = await launch({
    executablePath: options.executable,
    chromiumSandbox: sandbox,
    args: [
      ...(sandbox ? [] : ['--no-sandbox']),
      `--lang=${options.language ?? 'ja'}`,
      `--user-data-dir=${folder}`,
      '--log-level=3',
      ...(options.keyring?.words ?? []),
      ...(options.extraArgs ?? []),
      options.app ?? ROOT,
    ],
    env,
    cwd: ROOT,
    colorScheme: options.colorScheme ?? 'light',
  })
  let log = ''
  // Asked once: an app that has ended no longer knows its process.
  const child = app.process()
  child.stderr?.on('data', (text) => {
    log += String(text)
  })
  const { pid } = child
  if (pid === undefined) throw new Error('the agent has no process')
  const find = async (name: string): Promise<Page> => {
    const known = app.windows().find((page) => page.url().includes(`/${name}.html`))
    return known ?? app.waitForEvent('window', { predicate: (page) => page.url().includes(`/${name}.html`) })
  }
  return {
    app,
    page: await find('index'),
    pid,
    folder,
    temporary,
    log: () => log,
    window: find,
    async stop() {
      child.kill('SIGKILL')
      await app.close().catch(() => undefined)
      if (options.folder === undefined) await remove(folder)
      if (options.temporary === undefined) await remove(temporary)
    },
  }
}

const remove = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 5 })
