import { _electron, type ElectronApplication, errors } from '@playwright/test'

type LaunchOptions = Parameters<typeof _electron.launch>[0]

const LIMIT_MS = 15_000

/**
 * Starts an Electron program through Playwright. Seldom (seen in about one of a hundred starts of an idle bare window,
 * and of the agent) the runtime crashes, or hangs, just as the driver's debugger attaches; without a driver it was not
 * seen. It is said, so that it can be counted, and the program is started once more.
 */
export async function launch(options: LaunchOptions): Promise<ElectronApplication> {
  const limited = { timeout: LIMIT_MS, ...options }
  try {
    return await _electron.launch(limited)
  } catch (error) {
    if (!(error instanceof errors.TimeoutError) && !String(error).includes('Process failed to launch'))
      throw error
    process.stderr.write('The driver did not get hold of the program: it is started once more.\n')
    return _electron.launch(limited)
  }
}
