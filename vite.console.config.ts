import { defineConfig } from 'vite'

export default defineConfig({
  root: 'src/console',
  // Assets stay files: the content security policy allows no data: scripts or styles.
  build: { outDir: '../../out/console', emptyOutDir: true, assetsInlineLimit: 0 },
})
