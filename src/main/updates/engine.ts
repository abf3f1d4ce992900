import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { app, net } from 'electron'
import { AppImageUpdater, CancellationToken, MacUpdater, NsisUpdater } from 'electron-updater'
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor'
import type { Channel } from '../../shared/built-for'
import { log } from '../log'
import { relaySession } from '../relay-session'
import type { UpdateMemory } from './memory'
import { providerFor } from './provider'
import { publishersIn } from './publishers'
import { createFeedSource, feedBase, type Latest } from './source'

export type Found = { readonly version: string; readonly required: boolean }

export type Engine = {
  /**
   * @param must the relay takes no session of this version: a staged roll-out is not waited for
   * @throws where the feed is not to be had, or not to be trusted, or it was stopped
   */
  check(must: boolean, stopped: AbortSignal): Promise<Found | null>
  /** Checks the file before it is done. @throws where it fails or was stopped */
  download(onPercent: (percent: number) => void, stopped: AbortSignal): Promise<void>
  /** Replaces the program and starts it again; `onFailed` is called where that does not work. */
  install(onFailed: (cause: unknown) => void): void
  installAtQuit(yes: boolean): void
}

export type EngineParts = {
  /** Null: there is nobody to ask, and nothing to check an answer with; the caller never asks then. */
  readonly relay: string | null
  readonly channel: Channel
  readonly key: string | null
  readonly memory: UpdateMemory
  /** Everything that is written goes there. */
  readonly folder: string
}

/** In the folder: what was fetched. */
const FILES = 'files'

type Updater = NsisUpdater | MacUpdater | AppImageUpdater

/** electron-updater, with our own feed, our own network and one folder for all that it writes. */
export function createEngine({ relay, channel, key, memory, folder }: EngineParts): Engine {
  if (relay === null || key === null) throw new Error('no relay or no key to look for updates with')
  const base = feedBase(relay, channel)
  const source = createFeedSource({
    fetch: (url, init) => relaySession().fetch(url, init),
    base,
    key,
    channel,
    running: app.getVersion(),
    memory,
  })
  const updater = createUpdater(folder)
  let latest: Latest | null = null
  let mustUpdate = false
  let stoppedLook = new AbortController().signal
  let onFailed: (cause: unknown) => void = () => undefined
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.disableDifferentialDownload = true
  updater.disableWebInstaller = true
  // It would write paths, which have the user's name in them.
  updater.logger = null
  updater.on('error', (error) => onFailed(error))
  const isChosen = updater.isUserWithinRollout
  updater.isUserWithinRollout = (info) => mustUpdate || latest?.required === true || isChosen(info)
  updater.setFeedURL({
    provider: 'custom',
    updateProvider: providerFor(base, async (name) => {
      latest = await source.latest(name, stoppedLook)
      updater.allowDowngrade = latest.mayGoBack
      return latest.feed
    }),
  })
  return {
    async check(must, stopped) {
      mustUpdate = must
      stoppedLook = stopped
      const result = await updater.checkForUpdates()
      stopped.throwIfAborted()
      if (result === null || latest === null) return null
      if (!result.isUpdateAvailable) {
        // What was installed from there, or was taken back, is of no use any more. An installer that still runs holds it.
        const files = join(folder, FILES)
        await rm(files, { recursive: true, force: true }).catch((error: unknown) =>
          log('updates', 'what was fetched could not be removed', error),
        )
        return null
      }
      return { version: result.updateInfo.version, required: latest.required || must }
    },
    async download(onPercent, stopped) {
      const token = new CancellationToken()
      const stop = () => token.cancel()
      const progress = ({ percent }: { percent: number }) => onPercent(Math.floor(percent))
      stopped.addEventListener('abort', stop)
      updater.on('download-progress', progress)
      try {
        stopped.throwIfAborted()
        await updater.downloadUpdate(token)
      } finally {
        stopped.removeEventListener('abort', stop)
        updater.off('download-progress', progress)
      }
    },
    install(failed) {
      onFailed = (cause) => {
        app.requestSingleInstanceLock()
        failed(cause)
      }
      // The new version starts while this one still ends, and must not take itself for a second window.
      app.releaseSingleInstanceLock()
      updater.quitAndInstall(true, true)
    },
    installAtQuit(yes) {
      updater.autoInstallOnAppQuit = yes
    },
  }
}

function createUpdater(folder: string): Updater {
  const surroundings = {
    version: app.getVersion(),
    name: app.getName(),
    isPackaged: app.isPackaged,
    appUpdateConfigPath: join(process.resourcesPath, 'app-update.yml'),
    // A number that decides which part of a staged roll-out this PC belongs to; it is never sent.
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: () => app.whenReady(),
    relaunch: () => app.relaunch(),
    quit: () => app.quit(),
    onQuit: (handler: (exitCode: number) => void) =>
      void app.once('quit', (_event, exitCode) => handler(exitCode)),
  }
  const updater = updaterFor(surroundings)
  // With surroundings of one's own it has neither a network nor settings; both are its inner parts, and not in its types.
  return Object.assign(updater, {
    httpExecutor: new RelayExecutor(),
    configOnDisk: {
      value: publishersIn(surroundings.appUpdateConfigPath).then((publisherName) => ({
        provider: 'custom',
        updaterCacheDirName: FILES,
        publisherName,
      })),
    },
  })
}

type Surroundings = ConstructorParameters<typeof NsisUpdater>[1]

function updaterFor(surroundings: Surroundings): Updater {
  if (process.platform === 'win32') return new NsisUpdater(null, surroundings)
  if (process.platform === 'darwin') return new MacUpdater(undefined, surroundings)
  return new AppImageUpdater(null, surroundings)
}

/** Where nothing comes for so long, the line is dead. */
const STALLED_MS = 60_000

/** The same network as for everything else that is asked of the relay, and no way to any other address. */
class RelayExecutor extends ElectronHttpExecutor {
  override createRequest(
    options: Electron.ClientRequestConstructorOptions,
    callback: (response: Electron.IncomingMessage) => void,
  ): Electron.ClientRequest {
    const request = net.request({
      ...options,
      headers: { accept: '*/*' },
      session: relaySession(),
      credentials: 'omit',
      redirect: 'error',
    })
    const stalled = () => setTimeout(() => request.abort(), STALLED_MS)
    let timer = stalled()
    const alive = () => {
      clearTimeout(timer)
      timer = stalled()
    }
    request.on('response', (response) => {
      response.on('data', alive)
      response.on('end', () => clearTimeout(timer))
      callback(response)
    })
    request.on('close', () => clearTimeout(timer))
    return request
  }
}
