import type { Bridge } from '../shared/ipc'
import type { Outcome } from '../shared/outcome'

declare global {
  interface Window {
    /** Put there by the preload; see src/shared/ipc.ts. */
    readonly sobani: Bridge
  }
}

export const { call, on } = window.sobani

/** For a page that is nothing without its answer. @throws where main refused it */
export function given<T extends object>(answer: T | Extract<Outcome, { ok: false }>): T {
  if ('error' in answer) throw new Error(`main refused: ${answer.error}`)
  return answer
}
