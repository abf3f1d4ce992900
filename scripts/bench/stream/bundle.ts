import { join } from 'node:path'
import { build } from 'vite'

/** One of our scripts for pages as text that a page can run by itself. @param entry from this folder */
export async function bundle(entry: string): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, entry), formats: ['iife'], name: 'bench', fileName: 'bench' },
    },
  })
  const outputs = Array.isArray(made) ? made : [made]
  for (const one of outputs)
    if ('output' in one) for (const part of one.output) if (part.type === 'chunk') return part.code
  throw new Error(`${entry} gave no script`)
}
