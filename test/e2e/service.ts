import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from '../../scripts/root'
import type { Profile, SystemRule } from '../../src/shared/profile'
import { profile } from '../../src/shared/profile'
import { dataFolder } from '../relay/empty-database'
import { type Relay, startRelay } from './stage'

/** A relay whose service profile a test can change, and which can be gone for a while. */
export type Service = {
  /** For SOBANI_RELAY; the same over every stop and start. */
  readonly address: string
  relay(): Relay
  /** Writes the profile `demo`; a relay reads it with its next start, or within a minute. */
  write(text: string): Promise<void>
  stop(): Promise<void>
  start(): Promise<void>
  /** Idempotent. */
  close(): Promise<void>
}

/** The profile of the demo with some of it changed. */
export async function changedProfile(change: Partial<Profile>): Promise<Profile> {
  const text = await readFile(join(ROOT, 'profiles', 'demo.json'), 'utf8')
  return { ...profile.parse(JSON.parse(text)), ...change }
}

/** The same, where this machine is asked for something else by its one rule. */
export async function changedRule(change: Partial<SystemRule>, and: Partial<Profile> = {}): Promise<Profile> {
  const { environment, ...rest } = await changedProfile(and)
  const { linux } = environment
  if (linux === undefined) throw new Error('the demo has no rule for Linux')
  const systems = linux.systems.map((rule) => ({ ...rule, ...change }))
  return { ...rest, environment: { ...environment, linux: { ...linux, systems } } }
}

export async function startService(
  served: Profile,
  env: Readonly<Record<string, string>> = {},
): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'sobani-profiles-'))
  const data = await dataFolder()
  const write = (text: string) => writeFile(join(folder, 'demo.json'), text)
  const surroundings = { SOBANI_RELAY_PROFILES: folder, SOBANI_RELAY_DATA: data, ...env }
  await write(JSON.stringify(served))
  let relay: Relay | null = await startRelay(surroundings)
  const { address } = relay
  const stop = async () => {
    await relay?.stop()
    relay = null
  }
  return {
    address,
    relay() {
      if (relay === null) throw new Error('the relay is stopped')
      return relay
    },
    write,
    stop,
    async start() {
      relay ??= await startRelay({ ...surroundings, SOBANI_RELAY_PORT: new URL(address).port })
    },
    async close() {
      await stop()
      for (const made of [folder, data]) await rm(made, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** What an administrator types beside a relay that runs: `relay <words>`. @returns the lines it prints */
export async function relayCommand(relay: Relay, ...words: string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['out/relay/index.js', ...words], {
    cwd: ROOT,
    env: { ...process.env, SOBANI_RELAY_DATA: relay.data },
  })
  return stdout.split('\n').filter((line) => line !== '')
}
