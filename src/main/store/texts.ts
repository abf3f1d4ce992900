import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type ElectronStore from 'electron-store'
import { log } from '../log'
import { asideOf, readIfThere, removeFile, setAside, sizeOf } from './files'

const NAME = 'sobani'

/** Everything small that is kept: one file for all, which the customer can look into. */
export type TextName = 'preferences' | 'profile' | 'certificate' | 'relay-keys' | 'update'

export type TextStore = ReturnType<typeof createTexts>

/**
 * Whatever waits is called one after the other (turns.ts).
 * @param mayWrite false until the customer has agreed: until then everything stays in memory
 */
export function createTexts(folder: string, mayWrite: () => boolean, now: () => Date) {
  const path = join(folder, `${NAME}.json`)
  const unwritten = new Map<TextName, string>()
  let opened: Promise<ElectronStore<Record<string, unknown>>> | null = null

  // Loaded only when there is something to read or keep: a first-time customer's first screen does not wait for it.
  const file = () => {
    opened ??= open().catch((error: unknown) => {
      // The next may have more luck: another program may hold the file for a moment.
      opened = null
      throw error
    })
    return opened
  }

  async function open() {
    const text = await readIfThere(path)
    if (text !== null && !isObject(text)) {
      log('store', 'the settings are damaged and were set aside')
      await setAside(path, now())
    }
    const { default: Store } = await import('electron-store')
    return new Store<Record<string, unknown>>({
      cwd: folder,
      name: NAME,
      clearInvalidConfig: true,
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
    })
  }

  async function onDisk(name: TextName): Promise<string | null> {
    if (opened === null && !existsSync(path)) return null
    const value = (await file()).get(name)
    return typeof value === 'string' ? value : null
  }

  const write = async (name: TextName, text: string): Promise<void> => (await file()).set(name, text)

  return {
    read: async (name: TextName): Promise<string | null> => unwritten.get(name) ?? (await onDisk(name)),

    /**
     * For what must not be taken for absent.
     * @throws where it stands there in another shape, or may have stood in a file that was set aside
     */
    async readOrThrow(name: TextName): Promise<string | null> {
      const text = unwritten.get(name) ?? (await onDisk(name))
      if (text !== null) return text
      const there = (opened !== null || existsSync(path)) && (await file()).has(name)
      if (there || (await asideOf(path)).length > 0) throw new Error(`${name}: damaged, or set aside`)
      return null
    },

    async keep(name: TextName, text: string): Promise<void> {
      if (!mayWrite()) unwritten.set(name, text)
      else {
        unwritten.delete(name)
        await write(name, text)
      }
    },

    /**
     * The customer has agreed: what was chosen meanwhile is written. A profile or a certificate that came while nothing
     * was agreed to was asked for before everything was deleted, and goes.
     */
    async flush(): Promise<void> {
      const chosen = unwritten.get('preferences')
      unwritten.clear()
      if (chosen !== undefined) await write('preferences', chosen)
    },

    async stored(name: TextName): Promise<{ readonly text: string | null; readonly bytes: number }> {
      // What cannot be read is counted below.
      const text = await onDisk(name).catch(() => null)
      return { text, bytes: text === null ? 0 : Buffer.byteLength(JSON.stringify(text)) }
    },

    async forget(name: TextName): Promise<void> {
      unwritten.delete(name)
      if (opened !== null || existsSync(path)) (await file()).delete(name)
      for (const file of await asideOf(path)) await removeFile(file)
    },

    async forgetAll(): Promise<void> {
      unwritten.clear()
      for (const file of [path, ...(await asideOf(path))]) await removeFile(file)
    },

    /** Of what was damaged, or cannot be looked into: anything can stand in it. */
    async unreadBytes(): Promise<number> {
      const own = await onDisk('preferences').then(
        () => [],
        () => [path],
      )
      const sizes = await Promise.all([...own, ...(await asideOf(path))].map(sizeOf))
      return sizes.reduce((sum, size) => sum + size, 0)
    },
  }
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    // Not JSON: damaged.
    return false
  }
}
