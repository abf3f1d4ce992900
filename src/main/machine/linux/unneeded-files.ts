import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'

const MANY_BYTES = 1e9

/** Caches and the waste bin: what they take, not what is in them. A count that takes too long is none. */
export async function unneededFiles(host: Host): Promise<PcCheckArea> {
  const { env, home } = host.facts
  const places = [
    { label: 'Cache', folder: env.XDG_CACHE_HOME || `${home}/.cache` },
    { label: 'Trash', folder: `${env.XDG_DATA_HOME || `${home}/.local/share`}/Trash` },
  ]
  const sizes = await Promise.all(
    places.map(async (place) => ({ ...place, bytes: await sizeOf(place.folder, host) })),
  )
  const many = sizes.reduce((sum, { bytes }) => sum + bytes, 0) > MANY_BYTES
  return {
    id: 'unneeded-files',
    state: many ? 'attention' : 'good',
    finding: many ? 'unneeded-files-many' : 'unneeded-files-few',
    details: sizes.map(({ label, bytes }) => `${label} ${(bytes / 1e9).toFixed(1)} GB`),
  }
}

async function sizeOf(folder: string, host: Host): Promise<number> {
  const there = await host.list(folder).then(
    () => true,
    () => false,
  )
  if (!there) return 0
  const text = await host.run('du', ['--summarize', '--one-file-system', '--block-size=1', folder])
  const bytes = Number.parseInt(text, 10)
  if (Number.isNaN(bytes)) throw new Error('no size')
  return bytes
}
