import { defineConfig } from 'vite'
import { listPackages } from './scripts/bundle/plugin'

// The relay runs on Node beside its node_modules: its own code becomes one file, packages stay where they are.
export default defineConfig({
  plugins: [listPackages()],
  build: {
    ssr: 'src/relay/index.ts',
    outDir: 'out/relay',
    target: 'node20',
    rolldownOptions: { output: { entryFileNames: 'index.js' } },
  },
})
