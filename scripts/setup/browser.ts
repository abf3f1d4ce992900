import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { Refusal } from '../refusal'
import { firstProgram, isProgram } from './program'

// chromium-browser comes last: on Ubuntu it leads to a snap, which sees only parts of the file system.
const LINUX = [
  'chromium',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'chromium-browser',
]
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge']

/** The Chromium that plays the operator's side in the demo and the tests. CHROMIUM_PATH decides if it is set. */
export async function findBrowser(): Promise<string> {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (await isProgram(given)) return given
    throw new Refusal(
      `CHROMIUM_PATH names ${given}, which is no program: correct or unset it and run the command again.`,
    )
  }
  const found = await firstProgram(candidates())
  if (found) return found
  throw new Refusal(
    'No Chromium was found: install Google Chrome, Edge or Chromium, or set CHROMIUM_PATH to one, and run the command again.',
  )
}

export async function hasBrowser(): Promise<boolean> {
  return Boolean(process.env.CHROMIUM_PATH) || (await firstProgram(candidates())) !== undefined
}

function candidates(): string[] {
  const { env, platform } = process
  if (platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(
      (root) => root !== undefined,
    )
    return WINDOWS.flatMap((path) => roots.map((root) => join(root, path)))
  }
  if (platform === 'darwin') {
    const roots = ['/Applications', join(homedir(), 'Applications')]
    return MAC.flatMap((name) => roots.map((root) => join(root, `${name}.app`, 'Contents', 'MacOS', name)))
  }
  const folders = (env.PATH ?? '').split(delimiter)
  return LINUX.flatMap((name) => folders.map((folder) => join(folder, name)))
}
