import { afterEach, beforeEach, vi } from 'vitest'

/** Holds back what main logs during a test, and keeps it for looking into. */
export function quietLog(): { readonly lines: readonly string[] } {
  const lines: string[] = []
  beforeEach(() => {
    lines.length = 0
    vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
      lines.push(String(line))
      return true
    })
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })
  return { lines }
}
