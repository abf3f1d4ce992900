import { defineConfig } from 'vite'
import { listPackages } from './scripts/bundle/plugin'

// The relay runs on Node beside its node_modules: its own code becomes one file, packages stay where they are. But for
// those that the agent and the console bundle too: they are not among the packages that a server installs.
export default defineConfig({
  ssr: { noExternal: ['@holiday-jp/holiday_jp', 'i18next'] },
  plugins: [listPackages()],
  build: {
    ssr: 'src/relay/index.ts',
    outDir: 'out/relay',
    target: 'node20',
    rolldownOptions: { output: { entryFileNames: 'index.js' } },
  },
})
