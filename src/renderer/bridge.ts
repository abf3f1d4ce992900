import type { Bridge } from '../shared/ipc'

declare global {
  interface Window {
    /** Put there by the preload; see src/shared/ipc.ts. */
    readonly sobani: Bridge
  }
}

export const { call, on } = window.sobani
