import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { type Child, startChild } from '../child'
import { ROOT } from '../root'
import { run } from '../setup/command'
import { must, type Namespace } from './namespace'
import type { LineCounts, LineOptions } from './shaper'

/** What the two directions do; `up` leaves the customer. */
export type BothWays = { readonly up: LineOptions; readonly down: LineOptions }

/** A line between two namespaces, through a program of ours: the kernel may have no netem. */
export type Link = {
  /** New values from the next packet on. */
  change(ways: BothWays): Promise<void>
  cut(): Promise<void>
  restore(): Promise<void>
  /** What went through since the start. */
  counts(): Promise<{ readonly up: LineCounts; readonly down: LineCounts }>
  stop(): Promise<void>
}

export type LinkEnd = { readonly namespace: Namespace; readonly device: string }

const PATIENCE_MS = 10_000
const counts = z.object({ passed: z.number(), bytes: z.number(), dropped: z.number(), lost: z.number() })
const answer = z.object({ up: counts, down: counts })

/**
 * Lays the line. Each end gets a TUN device, up and without an address.
 * @param id tells its devices from those of other lines while they are made: at most 8 letters or digits
 */
export async function startLink(id: string, near: LinkEnd, far: LinkEnd, ways: BothWays): Promise<Link> {
  const devices = [`sob${id}a`, `sob${id}b`] as const
  const child = startChild(
    'line',
    process.execPath,
    ['--import', 'tsx', join(ROOT, 'scripts/network/link-program.ts'), JSON.stringify({ devices, ...ways })],
    { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit', 'ipc'], detached: true },
  )
  try {
    await heard(child)
    for (const [index, end] of [near, far].entries()) await hand(devices[index] ?? '', end)
  } catch (error) {
    await child.stop()
    throw error
  }
  // Answers carry no number: one question at a time.
  let last: Promise<unknown> = Promise.resolve()
  const ask = (message: Readonly<Record<string, unknown>>): Promise<z.infer<typeof answer>> => {
    const asked = last.then(() => {
      const said = heard(child)
      child.process.send(message)
      return said
    })
    last = asked.catch(() => undefined)
    return asked
  }
  return {
    change: async (ways) => void (await ask({ type: 'change', ...ways })),
    cut: async () => void (await ask({ type: 'cut', cut: true })),
    restore: async () => void (await ask({ type: 'cut', cut: false })),
    counts: () => ask({ type: 'counts' }),
    stop: () => child.stop(),
  }
}

/** The next word of the line's program. */
async function heard(child: Child): Promise<z.infer<typeof answer>> {
  const patience = new AbortController()
  try {
    const late = pause(PATIENCE_MS, undefined, { signal: patience.signal }).then(() => {
      throw new Error('the line does not answer')
    })
    const gone = child.ended.then(({ status }) => {
      throw new Error(`the line ended with status ${status}`)
    })
    const [said] = await Promise.race([
      once(child.process, 'message', { signal: patience.signal }),
      late,
      gone,
    ])
    return answer.parse(said)
  } finally {
    patience.abort()
  }
}

/** A TUN device keeps its program when it moves to another namespace. */
async function hand(device: string, { namespace, device: name }: LinkEnd): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  while ((await run('ip', ['link', 'show', device])).status !== 0) {
    if (Date.now() > until) throw new Error(`socat made no device ${device}`)
    await pause(20)
  }
  await must('ip', 'link', 'set', device, 'netns', namespace.name, 'name', name)
  await must('ip', '-n', namespace.name, 'link', 'set', name, 'up')
}
