import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createPackage } from '@electron/asar'
import { FuseV1Options } from '@electron/fuses'
import plist from 'plist'
import { run } from '../../scripts/setup/command'

// Electron itself finds its fuses by these words: a version, how many there are, and a character for each.
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const COUNT = Object.values(FuseV1Options).filter((one) => typeof one === 'number').length
const WIRE = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, COUNT]), Buffer.alloc(COUNT, '0')])

const HELPERS = ['', ' (GPU)', ' (Plugin)', ' (Renderer)']

/**
 * A macOS distribution of Electron without Electron: constructed, because none can be had where its release site cannot
 * be reached. It has the places that electron-builder renames, fills and looks into, with the keys that Electron ships.
 */
export async function writeMacSkeleton(folder: string): Promise<void> {
  const contents = join(folder, 'Electron.app', 'Contents')
  await writeBundle(contents, 'Electron', {
    CFBundleIdentifier: 'com.github.Electron',
    LSMinimumSystemVersion: '11.0',
    NSAppTransportSecurity: { NSAllowsArbitraryLoads: true },
    NSBluetoothAlwaysUsageDescription: 'This app needs access to Bluetooth',
    NSBluetoothPeripheralUsageDescription: 'This app needs access to Bluetooth',
    NSCameraUsageDescription: 'This app needs access to the camera',
    NSMicrophoneUsageDescription: 'This app needs access to the microphone',
    NSAudioCaptureUsageDescription: 'This app needs access to audio capture',
  })
  for (const kind of HELPERS) {
    const name = `Electron Helper${kind}`
    await writeBundle(join(contents, 'Frameworks', `${name}.app`, 'Contents'), name, {
      CFBundleIdentifier: 'com.github.Electron.helper',
    })
  }
  const framework = join(contents, 'Frameworks', 'Electron Framework.framework')
  await mkdir(join(framework, 'Resources', 'ja.lproj'), { recursive: true })
  await writeFile(join(framework, 'Electron Framework'), WIRE)
  await mkdir(join(contents, 'Resources'), { recursive: true })
  await writeFile(join(contents, 'Resources', 'electron.icns'), '')
  await writeStandIn(folder, join(contents, 'Resources'))
}

async function writeBundle(contents: string, name: string, info: Record<string, unknown>): Promise<void> {
  await mkdir(join(contents, 'MacOS'), { recursive: true })
  await writeFile(join(contents, 'MacOS', name), '#!/bin/sh\n', { mode: 0o755 })
  await writeFile(
    join(contents, 'Info.plist'),
    plist.build({
      CFBundleExecutable: name,
      CFBundleName: name,
      CFBundlePackageType: 'APPL',
      ...info,
    } as never),
  )
}

/** The app that Electron shows where there is none; it must not come along. */
async function writeStandIn(folder: string, resources: string): Promise<void> {
  const source = `${folder}-default-app`
  await mkdir(source)
  await writeFile(join(source, 'main.js'), '')
  await createPackage(source, join(resources, 'default_app.asar'))
}

const SOURCE = `
const char wire[] = "${SENTINEL}\\x01\\x${COUNT.toString(16).padStart(2, '0')}" "${'0'.repeat(COUNT)}";
int main(int count, char **words) { return wire[count] == words[0][0]; }
`
const RESOURCES = `
1 VERSIONINFO
FILEVERSION 1,0,0,0
PRODUCTVERSION 1,0,0,0
{
  BLOCK "StringFileInfo" { BLOCK "040904b0" { VALUE "ProductName", "Electron" VALUE "FileVersion", "1.0.0" } }
  BLOCK "VarFileInfo" { VALUE "Translation", 0x409, 1200 }
}
`

/** The same for Windows: a real program, compiled here, with the fuses and the version that electron-builder looks for. */
export async function writeWindowsSkeleton(folder: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true })
  await mkdir(join(folder, 'locales'))
  const source = `${folder}-source`
  await mkdir(source)
  await writeFile(join(source, 'main.c'), SOURCE)
  await writeFile(join(source, 'main.rc'), RESOURCES)
  const program = join(folder, 'electron.exe')
  const commands = [
    ['x86_64-w64-mingw32-windres', 'main.rc', 'main.o'],
    // Without symbols, as Electron's: resedit writes into no other.
    ['x86_64-w64-mingw32-gcc', '-s', '-mwindows', 'main.c', 'main.o', '-o', program],
  ]
  for (const [tool = '', ...words] of commands) {
    const outcome = await run(tool, words, { cwd: source })
    if (outcome.status !== 0) throw new Error(`${tool}: ${outcome.stderr}${outcome.fault ?? ''}`)
  }
  await writeStandIn(folder, join(folder, 'resources'))
}
