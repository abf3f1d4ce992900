import { spawn } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { run } from './command'
import { type Display, startServer } from './display'
import { readXwd } from './picture'

/** A monitor's place on the desktop, in pixels. */
export interface Place {
  width: number
  height: number
  x: number
  y: number
}

export interface Monitor extends Place {
  /** The output it is plugged into, for example "DUMMY1". */
  name: string
  primary: boolean
}

/** A virtual desktop of several monitors, which come, go and change while programs run on it. */
export interface Displays extends Display {
  /** Those that are on, from the left. */
  monitors(): Promise<Monitor[]>
  /** Plugs one into the first free output, so a removed one can come back; by default to the right of all others. */
  add(size: { width: number; height: number; x?: number; y?: number }): Promise<Monitor>
  /** Changes its size, its place or both; the others stay where they are, so a gap or an overlap can come of it. */
  change(name: string, place: Partial<Place>): Promise<Monitor>
  /**
   * Turns it by 90 degrees: width and height change places. The driver cannot turn a picture, so that programs see a
   * monitor of the other shape with a rotation of 0.
   */
  turn(name: string): Promise<Monitor>
  makePrimary(name: string): Promise<void>
  /** What the desktop's settings say of the scale, which holds for all its monitors: X11 has no other. 1 at first. */
  rescale(scale: number): Promise<void>
  /** Unplugs it. */
  remove(name: string): Promise<void>
}

/** What the names of our modes begin with. */
const OWN = 'sobani-'

/** The largest desktop is 8192 x 8192; it needs only the memory of what is plugged in. */
const CONFIGURATION = `
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
  Option "DontVTSwitch" "true"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 262144
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 1-1000
  VertRefresh 1-1000
  Modeline "1920x1080" 148.50 1920 2008 2052 2200 1080 1084 1089 1125
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "1920x1080"
    Virtual 1920 1080
  EndSubSection
EndSection
`

/**
 * Starts a desktop with one monitor of 1920 x 1080 on Xorg with its dummy driver, which needs neither a graphics card
 * nor a console. Xvfb has a single monitor that neither changes nor goes.
 */
export async function startDisplays(): Promise<Displays> {
  const folder = await mkdtemp(join(tmpdir(), 'sobani-displays-'))
  const configuration = join(folder, 'xorg.conf')
  await writeFile(configuration, CONFIGURATION)
  const server = await startServer(folder, 'Xorg', [
    ...['-config', configuration, '-configdir', folder, '-logfile', join(folder, 'log')],
    // No blank screen after minutes without a key, and the same server for one program after the other.
    ...['-noreset', '-s', '0', '-dpms'],
  ])
  const env = { ...process.env, DISPLAY: server.display }
  const settings = await startSettings(join(folder, 'settings'), env).catch(async (error: unknown) => {
    await server.stop()
    throw error
  })

  const xrandr = async (...words: string[]) => {
    const outcome = await run('xrandr', words, { env })
    if (outcome.status !== 0) throw new Error(`xrandr ${words.join(' ')}: ${outcome.stderr || outcome.fault}`)
    return outcome.stdout
  }
  const monitors = async () => parseMonitors(await xrandr('--query'))
  const monitor = async (name: string) => {
    const found = (await monitors()).find((one) => one.name === name)
    if (found === undefined) throw new Error(`no monitor is plugged into ${name}`)
    return found
  }
  /** An output becomes a plugged-in monitor by having a mode of its own, and unplugged by losing the last. */
  const show = async (name: string, { width, height, x, y }: Place) => {
    const mode = `${OWN}${width}x${height}`
    const query = await xrandr('--query')
    if (!query.includes(` ${mode} `)) await xrandr('--newmode', mode, ...timings(width, height))
    await xrandr('--addmode', name, mode)
    await xrandr('--output', name, '--mode', mode, '--pos', `${x}x${y}`)
    return monitor(name)
  }
  const change = async (name: string, place: Partial<Place>) =>
    show(name, { ...(await monitor(name)), ...place })

  return {
    ...server,
    monitors,
    async add({ width, height, x, y }) {
      const query = await xrandr('--query')
      const on = parseMonitors(query)
      const outputs = [...query.matchAll(/^(DUMMY\d+) /gm)].flatMap(([, name]) => name ?? [])
      const free = outputs.find((name) => !on.some((one) => one.name === name))
      if (free === undefined) throw new Error('no output is free')
      const right = Math.max(0, ...on.map((one) => one.x + one.width))
      return show(free, { width, height, x: x ?? right, y: y ?? 0 })
    },
    change,
    async turn(name) {
      const { width, height } = await monitor(name)
      return change(name, { width: height, height: width })
    },
    async makePrimary(name) {
      await xrandr('--output', name, '--primary')
    },
    rescale: settings.rescale,
    async remove(name) {
      await xrandr('--output', name, '--off')
      // Those of the driver itself stay.
      for (const mode of modesOf(await xrandr('--query'), name))
        if (mode.startsWith(OWN)) await xrandr('--delmode', name, mode)
    },
    async screenshot() {
      const child = spawn('xwd', ['-root', '-silent'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
      return readXwd(await buffer(child.stdout))
    },
  }
}

/** A desktop's settings, as its programs hear of them and of their changes. It ends with the desktop. */
async function startSettings(file: string, env: NodeJS.ProcessEnv) {
  const write = (scale: number) => writeFile(file, `Xft/DPI ${Math.round(scale * 96 * 1024)}\n`)
  await write(1)
  const child = spawn('xsettingsd', ['-c', file], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.once('error', (error) => child.stderr.destroy(error))
  for await (const text of child.stderr.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    said += String(text)
    if (said.includes('ownership')) break
  }
  if (child.exitCode !== null) throw new Error(`xsettingsd: ${said}`)
  child.stderr.resume()
  return {
    async rescale(scale: number): Promise<void> {
      await write(scale)
      child.kill('SIGHUP')
    },
  }
}

/** A mode line that any driver without a cable takes: 60 pictures a second with a little blanking. */
function timings(width: number, height: number): string[] {
  const across = [width, width + 48, width + 80, width + 160]
  const down = [height, height + 3, height + 8, height + 30]
  const clock = ((width + 160) * (height + 30) * 60) / 1e6
  return [clock.toFixed(2), ...[...across, ...down].map(String)]
}

/** Reads `xrandr --query`: one line each output, `DUMMY1 connected primary 1280x1024+1920+0 ...`. */
export function parseMonitors(query: string): Monitor[] {
  return [...query.matchAll(/^(\S+) \w+ (primary )?(\d+)x(\d+)\+(\d+)\+(\d+)/gm)]
    .map(([, name = '', primary, width, height, x, y]) => ({
      name,
      primary: primary !== undefined,
      width: Number(width),
      height: Number(height),
      x: Number(x),
      y: Number(y),
    }))
    .sort((one, other) => one.x - other.x || one.y - other.y)
}

/** The modes in `xrandr --query` that stand under an output. */
export function modesOf(query: string, name: string): string[] {
  const lines = query.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`${name} `)) + 1
  const rest = start === 0 ? [] : lines.slice(start)
  const end = rest.findIndex((line) => !line.startsWith(' '))
  return (end < 0 ? rest : rest.slice(0, end)).flatMap((line) => line.trim().split(/\s+/)[0] ?? [])
}
