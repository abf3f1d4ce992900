import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import { listPackages } from './scripts/bundle/plugin'

// One bundle for each side of the process boundary. Main is CommonJS: an ES module would load after `ready`,
// too late for app.enableSandbox() and registerSchemesAsPrivileged().
export default defineConfig({
  main: {
    plugins: [listPackages()],
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      // The reader is a program of its own: Electron starts it beside main.
      lib: { entry: { index: 'src/main/index.ts', reader: 'src/main/reader/process.ts' }, formats: ['cjs'] },
      rolldownOptions: { output: { entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' } },
      minify: true,
    },
  },
  preload: {
    plugins: [listPackages()],
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      lib: { entry: 'src/preload/index.ts', formats: ['cjs'] },
      rolldownOptions: { output: { entryFileNames: '[name].cjs' } },
      minify: true,
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [listPackages()],
    build: {
      outDir: 'out/renderer',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: {
          index: resolve('src/renderer/index.html'),
          bar: resolve('src/renderer/bar.html'),
          paper: resolve('src/renderer/paper.html'),
        },
      },
      minify: true,
    },
  },
})
