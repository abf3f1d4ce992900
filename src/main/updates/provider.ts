import { Provider, type UpdateInfo } from 'electron-updater'
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider'
import type { UpdateFeed } from '../../shared/update-feed'

const processors = ['x64', 'arm64', 'ia32']

/**
 * Where electron-updater gets its feed and its file addresses from.
 * @param latest fetches and checks the feed of that name
 */
export function providerFor(base: URL, latest: (name: string) => Promise<UpdateFeed>) {
  return class extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime)
    }

    /** It would send the number that decides about staged roll-outs: it would tell one PC from all others. */
    override setRequestHeaders(): void {
      // Not even kept.
    }

    override async getLatestVersion(): Promise<UpdateInfo> {
      const { version, files, releaseDate, stagingPercentage, minimumSystemVersion } = await latest(
        `${this.getDefaultChannelName()}.yml`,
      )
      const [first] = files
      if (first === undefined) throw new Error('a feed without files')
      return {
        version,
        files,
        path: first.url,
        sha512: first.sha512,
        releaseDate,
        ...(stagingPercentage === undefined ? {} : { stagingPercentage }),
        ...(minimumSystemVersion === undefined ? {} : { minimumSystemVersion }),
      }
    }

    override resolveFiles({ files }: UpdateInfo) {
      return filesFor(files, process.platform, process.arch).map((info) => ({
        url: new URL(info.url, base),
        info,
      }))
    }
  }
}

/**
 * electron-updater takes the first file where none names this processor: a wrong one is not even offered to it. On macOS
 * it chooses by the machine, which a translated program does not see by itself.
 */
export function filesFor<F extends { readonly url: string }>(
  files: readonly F[],
  platform: NodeJS.Platform,
  processor: string,
): F[] {
  if (platform === 'darwin') return [...files]
  const named = ({ url }: F) => processors.find((one) => url.includes(one))
  return files.filter((file) => (named(file) ?? processor) === processor)
}
