import { refuse } from '../shared/errors'
import type { Outcome } from '../shared/ipc'
import { type Event, isLate, next, type Phase } from '../shared/journey'
import { log } from './log'

export type Moved = (phase: Phase, event: Event) => void

/** Owns the one phase. Pages wish, steps work, `next` decides; whoever must know is told. */
export class Journey {
  #phase: Phase = { name: 'documents' }
  readonly #told = new Set<Moved>()

  get phase(): Phase {
    return this.#phase
  }

  /** Tells `moved` of every move from now on; returns its own undo. */
  onMove(moved: Moved): () => void {
    this.#told.add(moved)
    return () => void this.#told.delete(moved)
  }

  /** An event that does not belong to the phase changes nothing and is answered by name. */
  move(event: Event): Outcome {
    const moved = next(this.#phase, event)
    if (isLate(moved)) {
      log('journey', `refused: ${moved.late}`)
      return refuse('message-late')
    }
    this.#phase = moved
    this.#tell(moved, event)
    return { ok: true }
  }

  /** All of them, whatever one of them makes of it: among them is the one that forgets what was typed. */
  #tell(phase: Phase, event: Event): void {
    const failures: unknown[] = []
    for (const tell of this.#told) {
      try {
        tell(phase, event)
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}

/** Somebody is connected: nothing that was agreed to may change under them. */
export const isInSession = ({ name }: Phase): boolean =>
  name === 'joining' || name === 'approval' || name === 'live'
