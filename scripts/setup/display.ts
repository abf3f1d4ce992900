import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Refusal } from '../refusal'
import { type Picture, readXwd } from './picture'

export interface Display {
  /** For the DISPLAY of children, for example ":99". */
  display: string
  /** What the whole desktop shows at this moment, taken from the display itself and not from any program on it. */
  screenshot(): Promise<Picture>
  /** Ends the display; whatever still runs on it loses it. May be called again. */
  stop(): Promise<void>
}

// A shell holds the display, so that it ends with us even if we are killed: our end of its stdin then closes. Only the
// display keeps descriptor 3; otherwise a display that fails to start would leave us waiting for its number.
const KEEPER = '"$0" "$@" & exec 3>&-; read -r _; kill $! 2>&-; wait $!'

/** Starts a virtual display on a number the display itself chooses, which leaves no race for it. */
export async function startDisplay(size = '1920x1080x24'): Promise<Display> {
  const folder = await mkdtemp(join(tmpdir(), 'sobani-display-'))
  const server = await startServer(folder, 'Xvfb', ['-screen', '0', size, '-fbdir', folder])
  return {
    ...server,
    screenshot: async () => readXwd(await readFile(join(folder, 'Xvfb_screen0'))),
  }
}

/** Starts an X server that is given its number by itself, and takes `folder` away with it. */
export async function startServer(
  folder: string,
  program: string,
  words: readonly string[],
): Promise<Pick<Display, 'display' | 'stop'>> {
  const args = ['-displayfd', '3', '-nolisten', 'tcp', ...words]
  // A group of its own: Ctrl-C must not take the display away from programs that are still closing.
  const keeper = spawn('sh', ['-c', KEEPER, program, ...args], {
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
  })
  const { stdin, stderr } = keeper
  const numbers = keeper.stdio[3]
  if (!stdin || !stderr || !(numbers instanceof Readable))
    throw new Error(`${program} was started without pipes`)
  const ended = once(keeper, 'close')
  let complaint = ''
  stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const stop = async () => {
    stdin.end()
    await ended
    await rm(folder, { recursive: true, force: true })
  }

  const number = await firstLine(numbers)
  if (!number) {
    await stop()
    throw new Refusal(
      `The virtual display did not start (${complaint.trim().split('\n')[0] || 'no reason given'}): install ${program} or set DISPLAY to a real one.`,
    )
  }
  return { display: `:${number}`, stop }
}

/** The first line a stream gives, without its end; empty if the stream ends before. */
async function firstLine(stream: Readable): Promise<string> {
  let text = ''
  for await (const chunk of stream) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  return text.split('\n')[0] ?? ''
}
