import { defineConfig } from 'vitest/config'

// What packaging makes, tried with real programs (wixl, wine, the packed agent): slow, and one file at a time, because
// they share the folders of dist/ and one display. Run by `npm run dist:check` and `npm test`, not by `npm run check`.
export default defineConfig({
  test: {
    include: ['test/dist/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 600_000,
    teardownTimeout: 60_000,
  },
})
