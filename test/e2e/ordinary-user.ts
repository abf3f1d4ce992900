import { execFile } from 'node:child_process'
import { chmod, chown, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { familyOf } from '../../scripts/play/processes'

export type OrdinaryUser = {
  /** Starts `program` as the user, with whatever words it is given. */
  readonly executable: string
  readonly uid: number
  /** A home of its own. */
  readonly folder: string
  close(): Promise<void>
}

/** Root has no sandbox under Linux, so what is to be seen of it is seen as `sobani-test`, who is made if missing. */
export async function ordinaryUser(program: string): Promise<OrdinaryUser> {
  const folder = await mkdtemp(join(tmpdir(), 'sobani-user-'))
  const run = promisify(execFile)
  const name = 'sobani-test'
  const id = async () => Number((await run('id', ['-u', name])).stdout)
  const uid = await id().catch(async () => {
    await run('useradd', ['--system', '--user-group', '--no-create-home', name])
    return id()
  })
  const executable = join(folder, 'program')
  await writeFile(
    executable,
    `#!/bin/sh\nHOME='${folder}' exec setpriv --reuid=${name} --regid=${name} --clear-groups '${program}' "$@"\n`,
  )
  await chmod(executable, 0o755)
  await chown(folder, uid, uid)
  return {
    executable,
    uid,
    folder,
    close: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** How the system holds each page's process of one agent: its user, its filter of system calls, its own namespaces. */
export async function heldPages(pid: number) {
  const held: { user: number; filtered: boolean; apart: boolean; words: string }[] = []
  const namespaces = (one: number | 'self') =>
    Promise.all(['user', 'pid', 'net'].map((kind) => readlink(`/proc/${one}/ns/${kind}`)))
  const ours = await namespaces('self')
  for (const one of await familyOf(pid)) {
    const words = (await readFile(`/proc/${one}/cmdline`, 'utf8').catch(() => '')).split('\0').join(' ')
    if (!words.includes('--type=renderer')) continue
    const status = await readFile(`/proc/${one}/status`, 'utf8')
    const theirs = await namespaces(one)
    held.push({
      user: Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]),
      filtered: /^Seccomp:\s+2$/m.test(status),
      apart: theirs.every((namespace, at) => namespace !== ours[at]),
      words,
    })
  }
  return held
}
