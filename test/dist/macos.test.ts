import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parse } from 'plist'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { ROOT } from '../../scripts/root'
import { run } from '../../scripts/setup/command'
import { type FakeMac, fakeMac, PREFERENCES, PROGRAM } from './fake-mac'
import { lacks } from './needed'

const PREINSTALL = join(ROOT, 'build/pkg-scripts/preinstall')
const POSTINSTALL = join(ROOT, 'build/pkg-scripts/postinstall')
const UNINSTALL = join(ROOT, 'deploy/macos/uninstall.sh')
const SCRIPTS = [PREINSTALL, POSTINSTALL, UNINSTALL]

const unlinted = await lacks('shellcheck')
// They give files to root and end programs of others, as the installer does.
const isRoot = process.getuid?.() === 0
if (!isRoot) process.stderr.write('The scripts of the PKG are not run: that takes root.\n')

describe('the scripts of the macOS package', () => {
  it.skipIf(unlinted)('are clean POSIX shell', async () => {
    expect(await run('shellcheck', ['-s', 'sh', ...SCRIPTS])).toMatchObject({
      stdout: '',
      stderr: '',
      status: 0,
    })
  })

  it('can be run by the installer, and each has the name that it looks for', async () => {
    expect((await readdir(dirname(PREINSTALL))).sort()).toEqual(['postinstall', 'preinstall'])
    for (const file of [PREINSTALL, POSTINSTALL]) {
      expect((await stat(file)).mode & 0o111).toBe(0o111)
      expect((await readFile(file, 'utf8')).split('\n')[0]).toBe('#!/bin/sh')
    }
  })

  it('reach no network', async () => {
    for (const file of SCRIPTS)
      expect(await readFile(file, 'utf8')).not.toMatch(
        /\b(curl|nc|ftp|ssh|scp|softwareupdate)\b|https?:\/\/(?!www\.apple\.com\/DTDs)/,
      )
  })
})

describe.skipIf(!isRoot || process.platform !== 'linux')('on a volume', () => {
  let mac: FakeMac
  const install = (script: string) => mac.script(script, ['/tmp/Sobani.pkg', '/Applications', mac.root, '/'])
  const preferences = () => join(mac.root, PREFERENCES)
  const read = async () => parse(await readFile(preferences(), 'utf8'))
  const write = async (text: string) => {
    await mkdir(dirname(preferences()), { recursive: true })
    await writeFile(preferences(), text)
  }

  beforeEach(async () => {
    mac = await fakeMac()
  })
  afterEach(() => mac.remove())

  it('the package notes that it brought the agent, where only root can write', async () => {
    expect(await install(POSTINSTALL)).toMatchObject({ status: 0, stdout: '', stderr: '' })
    expect(await read()).toEqual({ InstalledBy: 'pkg' })
    const { mode, uid, gid } = await stat(preferences())
    expect([mode & 0o777, uid, gid]).toEqual([0o644, 0, 0])
    expect((await stat(dirname(preferences()))).mode & 0o022).toBe(0)
    expect(await mac.calls()).toEqual([])
    expect(await readdir(dirname(preferences()))).toEqual(['jp.sobani.agent.plist'])
  })

  it('what administrators put there stays, and a second run changes nothing', async () => {
    await write(
      listOf('<key>ServerUrl</key><string>https://support.example.jp</string><key>AutoUpdate</key><false/>'),
    )
    await chmod(preferences(), 0o666)
    await install(POSTINSTALL)
    const once = await readFile(preferences(), 'utf8')
    expect(await read()).toEqual({
      ServerUrl: 'https://support.example.jp',
      AutoUpdate: false,
      InstalledBy: 'pkg',
    })
    expect((await stat(preferences())).mode & 0o777).toBe(0o644)
    expect((await install(POSTINSTALL)).status).toBe(0)
    expect(await readFile(preferences(), 'utf8')).toBe(once)
    expect((await mac.calls()).map((call) => call.slice(0, 5))).toEqual(
      [1, 2].map(() => ['plutil', '-replace', 'InstalledBy', '-string', 'pkg']),
    )
  })

  it('a file that cannot be read is left for an administrator, and the installation goes on', async () => {
    await write('not a property list')
    const outcome = await install(POSTINSTALL)
    expect(outcome.status).toBe(0)
    expect(outcome.stderr).toContain('was left as it is')
    expect(await readFile(preferences(), 'utf8')).toBe('not a property list')
    expect(await readdir(dirname(preferences()))).toEqual(['jp.sobani.agent.plist'])
  })

  it('a link in its place is not followed', async () => {
    const victim = join(mac.root, 'victim')
    await writeFile(victim, 'theirs')
    await mkdir(dirname(preferences()), { recursive: true })
    await symlink(victim, preferences())
    expect((await install(POSTINSTALL)).status).toBe(0)
    expect(await readFile(victim, 'utf8')).toBe('theirs')
    expect((await lstat(preferences())).isFile()).toBe(true)
  })

  it('an agent that runs is asked to quit before its files are replaced, and nobody else is', async () => {
    const agent = await mac.startAgent('/bin/sleep', ['600'])
    const ended = once(agent, 'exit')
    // Its name only begins alike.
    const bystander = spawn('/bin/sleep', ['600'], { argv0: `${join(mac.root, PROGRAM)}X` })
    onTestFinished(() => void bystander.kill('SIGKILL'))
    expect(await install(PREINSTALL)).toMatchObject({ status: 0, stdout: '', stderr: '' })
    expect(await ended).toEqual([null, 'SIGTERM'])
    expect([bystander.exitCode, bystander.signalCode]).toEqual([null, null])
  })

  it('one that does not quit in half a minute is ended', async () => {
    const agent = await mac.startAgent('/bin/bash', [
      '-c',
      'trap "" TERM; echo up; while :; do sleep 1; done',
    ])
    const ended = once(agent, 'exit')
    if (agent.stdout === null) throw new Error('started without a pipe')
    await once(agent.stdout, 'data')
    expect((await install(PREINSTALL)).status).toBe(0)
    expect(await ended).toEqual([null, 'SIGKILL'])
  })

  it('without an agent the installation begins at once', async () => {
    expect(await install(PREINSTALL)).toMatchObject({ status: 0, stdout: '', stderr: '' })
    expect(await readdir(mac.root)).toEqual([])
  })

  it('uninstalling takes agent and note, and leaves what administrators and users have', async () => {
    await write(listOf('<key>ServerUrl</key><string>https://support.example.jp</string>'))
    await install(POSTINSTALL)
    const kept = join(mac.root, 'Users/hanako/Library/Application Support/Sobani/store.json')
    await mkdir(dirname(kept), { recursive: true })
    await writeFile(kept, '{}')
    const agent = await mac.startAgent('/bin/sleep', ['600'])
    const ended = once(agent, 'exit')

    expect(await mac.script(UNINSTALL, [mac.root])).toMatchObject({ status: 0, stdout: '', stderr: '' })
    expect(await ended).toEqual([null, 'SIGTERM'])
    expect(await read()).toEqual({ ServerUrl: 'https://support.example.jp' })
    expect(await readdir(join(mac.root, 'Applications'))).toEqual([])
    expect(await readFile(kept, 'utf8')).toBe('{}')
    expect(await mac.calls()).toContainEqual(['pkgutil', '--volume', mac.root, '--forget', 'jp.sobani.agent'])
    expect((await mac.script(UNINSTALL, [mac.root])).status).toBe(0)
  })

  it('uninstalling leaves no file that says nothing', async () => {
    await install(POSTINSTALL)
    expect((await mac.script(UNINSTALL, [mac.root])).status).toBe(0)
    expect(await readdir(dirname(preferences()))).toEqual([])
  })
})

const listOf = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>${body}</dict></plist>\n`
