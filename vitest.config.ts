import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'test/bench/**', 'test/dist/**'],
    // Vitest leaves one core free for an editor; on two cores that is half the machine.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // For what hangs. On a machine that does other things as well, what takes a second may take twenty.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
