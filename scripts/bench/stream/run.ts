import { whyNoNetwork } from '../../network/ground'
import { only443, symmetricNat } from '../../network/topology'
import { layLine, withNetwork } from './network'
import type { LineName, Options, Part } from './options'
import { openSession, type Session, type Stage } from './ours'
import { openReference } from './reference'
import type { Measured, System, Times } from './report'
import { type Attempt, Collected } from './rounds'
import type { Screen } from './screen'

export type Found = Pick<Measured, 'ours' | 'reference' | 'times' | 'lines' | 'skipped'>

const PAUSES = 3
const TURN_TRIES = 2

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer One)[] ? One[] : T[K] }

/**
 * The whole run: reference and ours in turns, then times, then lines.
 * @param tell what it does now
 * @param stop once it is aborted nothing more is begun
 */
export async function runAll(
  stage: Stage,
  screen: Screen,
  options: Options,
  tell: (text: string) => void,
  stop: AbortSignal,
): Promise<Found> {
  const skipped: string[] = []
  const attempt: Attempt = async (what, work) => {
    if (stop.aborted) return null
    tell(what)
    try {
      return await work()
    } catch (error) {
      if (stop.aborted) return null
      // The file may go to others: what failed how is for the terminal only.
      tell(`${what}: ${error instanceof Error ? error.message : String(error)}`)
      skipped.push(`${what}: it failed`)
      return null
    }
  }
  const { parts } = options
  const ours = new Collected()
  const reference = new Collected()
  const times: Writable<Times> = { direct: [], turnUdp: [], turnTls: [], pause: [], disconnect: [] }
  const within = <T>(opened: { close(): Promise<void> }, work: () => Promise<T>) =>
    work().finally(opened.close)
  const playsRounds = [...parts].some((part) => part !== 'times' && part !== 'lines')

  for (let round = 1; playsRounds && round <= options.repeat; round += 1) {
    await attempt(`round ${round}, reference`, async () => {
      const opened = await openReference(stage.executable, stage.chromiumPath, stage.display)
      await screen.raise()
      await within(opened, () => reference.round('reference', opened, screen, options, attempt))
    })
    await attempt(`round ${round}, ours`, async () => {
      const session = await openSession(stage, screen)
      await within(session, async () => {
        times.direct.push(session.codeToFirstFrame)
        ours.noteIdle(session.memoryIdle)
        await ours.round('ours', session, screen, options, attempt)
        if (parts.has('times')) await ends(session, times, attempt)
      })
    })
  }
  if (parts.has('times')) {
    await attempt('one more session, direct', async () => {
      const session = await openSession(stage, screen)
      await within(session, async () => {
        times.direct.push(session.codeToFirstFrame)
        await ends(session, times, attempt)
      })
    })
  }

  const reason = whyNoNetwork()
  const needsNetwork: readonly Part[] = ['times', 'lines']
  const networked = needsNetwork.filter((part) => parts.has(part))
  const lines: Partial<Record<LineName, System>> = {}
  if (reason !== null) {
    if (networked.length > 0) skipped.push(`TURN and lines: ${reason}`)
  } else {
    if (parts.has('times')) {
      times.turnUdp.push(...(await turnTimes('UDP', stage, screen, attempt)))
      times.turnTls.push(...(await turnTimes('TLS', stage, screen, attempt)))
    }
    for (const name of parts.has('lines') ? options.lines : []) {
      const collected = new Collected()
      await attempt(`line ${name}`, () =>
        withNetwork(
          () => layLine(name),
          stage,
          async (inside) => {
            const session = await openSession(inside, screen)
            await within(session, () =>
              collected.round(`line ${name}`, session, screen, options, attempt, true),
            )
          },
        ),
      )
      lines[name] = collected.system()
    }
  }
  return { ours: ours.system(), reference: reference.system(), times, lines, skipped }
}

async function ends(session: Session, times: Writable<Times>, attempt: Attempt): Promise<void> {
  for (let go = 0; go < PAUSES; go += 1) {
    const pause = await attempt('pause', () => session.pause())
    if (pause !== null) times.pause.push(pause)
  }
  const disconnect = await attempt('disconnect', () => session.disconnect())
  if (disconnect !== null) times.disconnect.push(disconnect)
}

/** Where only a relayed path works: between two NATs over UDP, or with TCP 443 alone over TLS. */
async function turnTimes(
  way: 'UDP' | 'TLS',
  stage: Stage,
  screen: Screen,
  attempt: Attempt,
): Promise<number[]> {
  const found: number[] = []
  await attempt(`TURN over ${way}`, () =>
    withNetwork(way === 'UDP' ? symmetricNat : only443, stage, async (inside) => {
      for (let go = 0; go < TURN_TRIES; go += 1) {
        const session = await openSession(inside, screen)
        await session.close()
        // One end that is relayed is enough, and it may be either.
        if (!session.path.includes('relay')) throw new Error(`the path was ${session.path}`)
        found.push(session.codeToFirstFrame)
      }
    }),
  )
  return found
}
