import { defineConfig } from 'vite'
import { listPackages } from './scripts/bundle/plugin'

export default defineConfig({
  root: 'src/console',
  plugins: [listPackages()],
  // Assets stay files: the content security policy allows no data: scripts or styles.
  build: { outDir: '../../out/console', emptyOutDir: true, assetsInlineLimit: 0 },
})
