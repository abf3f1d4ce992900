import type { NetworkInterfaceInfo } from 'node:os'

/**
 * The machine as a reader sees it. Everything a reader may touch goes through here, so that recorded outputs of other
 * machines can stand in for it in tests, and so that every child process is started in one place.
 *
 * Each of these rejects where there is nothing to read; readers let that through, and their caller makes it
 * "could not be read".
 */
export type Host = {
  /** stdout as text. No shell, a time limit, a cap on the output; rejects on a status other than 0. */
  run(program: string, words: readonly string[]): Promise<string>
  /** A text file, up to 1 MB. */
  file(path: string): Promise<string>
  /** Names in a folder. */
  list(folder: string): Promise<string[]>
  /** Where a symbolic link leads, as an absolute path. */
  link(path: string): Promise<string>
  /** Bytes of a drive: free for this user, and in all. */
  space(path: string): Promise<{ readonly free: number; readonly total: number }>
  /** `st_dev` of a path: on Windows the volume's serial number, elsewhere the device's major and minor number. */
  device(path: string): Promise<bigint>
  /** Names of the programs that run now; nothing else of them. */
  processes(): Promise<string[]>
  /** What Node knows by itself. */
  readonly facts: {
    /** os.release(), os.version(), os.arch() or process.arch. */
    readonly release: string
    readonly version: string
    readonly arch: string
    readonly hostname: string
    readonly memory: { readonly total: number; readonly free: number }
    readonly cpus: ReadonlyArray<{ readonly model: string; readonly speed: number }>
    readonly interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>
    readonly home: string
    readonly env: Readonly<Record<string, string | undefined>>
  }
}
