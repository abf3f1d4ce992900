import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Profile } from '../shared/profile'
import { type ReadProfile, readProfile } from '../shared/profile-faults'
import { z } from '../shared/zod'
import type { Clock } from './clock'
import { describeError, type Log } from './log'
import type { Store } from './store'

/** The services that this relay is for: `<id>.json` in one folder. */
export type RelayProfiles = {
  /** The last good version, or null where there is no profile of this name. */
  find(id: string): Profile | null
  ids(): readonly string[]
  /**
   * Reads what changed in the folder, and first of all the last good versions of earlier runs. A file that is broken is
   * logged with all its faults, once, and its last good version stays in use; a file that is gone takes it along. Never
   * rejects because of a file or of a folder that cannot be read.
   */
  reload(): Promise<void>
}

type Parts = { readonly folder: string; readonly store: Store; readonly log: Log; readonly clock: Clock }

/** Bytes of one file: an agent takes no longer answer from a relay. */
const MOST_BYTES = 200_000

const keptRow = z.object({ id: z.string(), body: z.string(), sha256: z.string() })

export function createRelayProfiles({ folder, store, log, clock }: Parts): RelayProfiles {
  const good = new Map<string, Profile>()
  /** SHA-256 of the text that each file had when it was read last, good or not. */
  const seen = new Map<string, string>()
  let restored = false
  let running = Promise.resolve()
  let folderMissing = false

  const restore = async () => {
    for (const { id, body, sha256 } of await store.query(
      'select id, body, sha256 from profiles',
      [],
      keptRow,
    )) {
      const read = readNamed(id, body)
      if (read.ok) {
        good.set(id, read.profile)
        seen.set(id, sha256)
      } else log.error({ where: 'profiles', id, faults: read.faults }, 'kept profile no longer good')
    }
    restored = true
  }

  const look = async (id: string) => {
    const file = `${id}.json`
    const text = await textOf(join(folder, file))
    const sha256 = createHash('sha256')
      .update(text ?? 'too large')
      .digest('hex')
    if (seen.get(id) === sha256) return
    const read: ReadProfile =
      text === null
        ? { ok: false, faults: [`the file: must have at most ${MOST_BYTES} bytes`] }
        : readNamed(id, text)
    if (!read.ok) {
      seen.set(id, sha256)
      const use = good.has(id) ? 'its last good version stays in use' : 'there is no earlier version'
      log.error({ where: 'profiles', file, faults: read.faults }, `profile refused, ${use}`)
      return
    }
    await store.run(
      `insert into profiles (id, body, sha256, loaded_at) values ($1, $2, $3, $4)
       on conflict (id) do update set body = excluded.body, sha256 = excluded.sha256, loaded_at = excluded.loaded_at`,
      [id, text, sha256, new Date(clock())],
    )
    good.set(id, read.profile)
    seen.set(id, sha256)
  }

  const forget = async (id: string) => {
    if (good.has(id))
      log.warn({ where: 'profiles', file: `${id}.json` }, 'profile withdrawn, its file is gone')
    await store.run('delete from profiles where id = $1', [id])
    good.delete(id)
    seen.delete(id)
  }

  const read = async () => {
    if (!restored) await restore()
    const ids = await idsIn(folder).catch((error: unknown) => {
      // Said once, not with every look: the last good ones stay in use.
      if (!folderMissing) log.error({ where: 'profiles', ...describeError(error) }, 'folder not read')
      return null
    })
    if (ids?.length === 0 && !folderMissing)
      log.error({ where: 'profiles' }, 'folder without any profile, taken for one that could not be read')
    // Nobody takes all services away at once; a mount that is gone, or half a deployment, looks just like it.
    folderMissing = ids === null || ids.length === 0
    if (ids === null || folderMissing) return
    for (const id of ids)
      await look(id).catch((error: unknown) => {
        log.error({ where: 'profiles', file: `${id}.json`, ...describeError(error) }, 'profile not read')
      })
    for (const id of [...seen.keys()].filter((one) => !ids.includes(one))) await forget(id)
  }

  return {
    find: (id) => good.get(id) ?? null,
    ids: () => [...good.keys()].sort(),
    reload() {
      // One after the other: who calls second may have changed a file that the first had read already.
      running = running.catch(() => undefined).then(read)
      return running
    },
  }
}

/** A profile is found by its file's name, so the two must agree. */
function readNamed(id: string, text: string): ReadProfile {
  const read = readProfile(text)
  if (!read.ok || read.profile.id === id) return read
  return { ok: false, faults: [`id: must be "${id}", as the file is named`] }
}

/** Hidden files are what editors leave while they write. */
async function idsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.json') && !entry.name.startsWith('.'))
    .map((entry) => entry.name.slice(0, -'.json'.length))
    .sort()
}

/** Null where it is too large. */
async function textOf(path: string): Promise<string | null> {
  return (await stat(path)).size > MOST_BYTES ? null : readFile(path, 'utf8')
}
