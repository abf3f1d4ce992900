import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Refusal } from '../refusal'

export interface Keyring {
  /** For the environment of programs that should use it. */
  env: Record<string, string>
  /** For the command line of an Electron program: there is no desktop here that Chromium could tell it from. */
  words: string[]
  /** Ends it and removes what it kept. May be called again. */
  stop(): Promise<void>
}

// A shell holds both daemons, so that they end with us even if we are killed: our end of its stdin then closes. The
// password comes as its first line, and "ready" goes out on descriptor 3 once the bus knows the keyring.
const KEEPER = `
read -r password
dbus-daemon --nofork --nopidfile --config-file="$1" 3>&- & bus=$!
answers() { dbus-send --session --print-reply --dest=org.freedesktop.DBus / "$@" >/dev/null 2>&1; }
# A keyring that finds no bus never looks for one again.
for try in $(seq 400); do answers org.freedesktop.DBus.GetId && break; sleep 0.05; done
printf %s "$password" | gnome-keyring-daemon --foreground --unlock --components=secrets 3>&- >&2 & ring=$!
for try in $(seq 400); do
  answers org.freedesktop.DBus.GetNameOwner string:org.freedesktop.secrets && { echo ready >&3; break; }
  sleep 0.05
done
exec 3>&-
read -r _
kill $ring $bus 2>&-
wait
`

/** No service is started on demand: on this bus is the keyring, and nothing of the developer's own desktop. */
const busConfig = (socket: string): string => `<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

/** Starts a real keyring (Linux) on a bus of its own, unlocked and empty; its files are in a folder of its own. */
export async function startKeyring(): Promise<Keyring> {
  const folder = await mkdtemp(join(tmpdir(), 'sobani-keyring-'))
  const socket = join(folder, 'bus')
  const bus = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` }
  const config = join(folder, 'bus.conf')
  await writeFile(config, busConfig(socket))
  const [data, runtime] = [join(folder, 'data'), join(folder, 'run')]
  for (const made of [data, runtime]) await mkdir(made, { mode: 0o700 })
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env
  const keeper = spawn('sh', ['-c', KEEPER, 'sh', config], {
    // A group of its own: Ctrl-C must not take the keyring away from programs that are still closing.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    env: { ...env, ...bus, HOME: folder, XDG_DATA_HOME: data, XDG_RUNTIME_DIR: runtime },
  })
  const { stdin, stderr } = keeper
  const news = keeper.stdio[3]
  if (!stdin || !stderr || !(news instanceof Readable))
    throw new Error('the keyring was started without pipes')
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

  stdin.write(`${randomBytes(16).toString('hex')}\n`)
  let said = ''
  for await (const chunk of news) said += String(chunk)
  if (!said.includes('ready')) {
    await stop()
    throw new Refusal(
      `The keyring for the play did not start (${complaint.trim().split('\n').at(-1) || 'no reason given'}): install gnome-keyring and dbus.`,
    )
  }
  return { env: bus, words: ['--password-store=gnome-libsecret'], stop }
}
