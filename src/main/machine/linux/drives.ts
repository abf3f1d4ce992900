import { freeSpace as freeSpaceOf } from '../common'
import type { Host } from '../host'
import type { Drive } from '../judge'

const MOST = 8
/** Filesystems of a programme's package or of a disc: always full, and nobody's to fill. */
const SEALED = new Set(['squashfs', 'iso9660', 'udf', 'erofs'])
const ROOT = '/'

type Mount = { readonly source: string; readonly at: string; readonly type: string }

/** The mounts that stand for a drive, the system's first. What starts the PC is no place for anybody's files. */
export async function driveMounts(host: Host): Promise<string[]> {
  const mounts = mountsOf(await host.file('/proc/mounts'))
  const root = mounts.findLast(({ at }) => at === ROOT)
  const seen = new Set(root === undefined ? [] : [root.source])
  const others = mounts.filter(({ source, at, type }) => {
    if (!source.startsWith('/dev/') || source.startsWith('/dev/loop')) return false
    if (SEALED.has(type) || /^\/(boot|efi|snap|var\/lib\/docker)(\/|$)/.test(at)) return false
    // A volume that is mounted twice is one drive.
    if (seen.has(source)) return false
    seen.add(source)
    return true
  })
  return [ROOT, ...others.map(({ at }) => at)].slice(0, MOST)
}

export async function freeSpace(host: Host): Promise<string | null> {
  const [root, ...others] = await driveMounts(host)
  const first = await freeSpaceOf('/:', root ?? ROOT, host)
  // Another drive may have gone since.
  const rest = await Promise.all(others.map((at) => freeSpaceOf(`${at}:`, at, host).catch(() => null)))
  return [first, ...rest.filter((line) => line !== null)].join(', ')
}

/** Those that stay in the PC: a full USB stick is no fault of it. */
export async function fixedDrives(host: Host): Promise<Drive[]> {
  const mounts = (await driveMounts(host)).filter((at) => !/^\/(media|mnt|run\/media)(\/|$)/.test(at))
  return Promise.all(mounts.map(async (at) => ({ label: `${at}:`, ...(await host.space(at)) })))
}

/** The UUID of the root's filesystem: of the volume, not of the disk. Null where the system keeps it to itself. */
export async function volumeSerial(host: Host): Promise<string | null> {
  for (const read of [fromUdev, fromLinks, fromFindmnt]) {
    const uuid = await read(host).catch(() => null)
    if (uuid !== null) return uuid
  }
  return null
}

async function fromUdev(host: Host): Promise<string | null> {
  const device = await host.device(ROOT)
  // The two numbers share st_dev in pieces, see makedev(3).
  const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n)
  const minor = (device & 0xffn) | ((device >> 12n) & 0xffffff00n)
  const record = await host.file(`/run/udev/data/b${major}:${minor}`)
  return /^E:ID_FS_UUID=(\S+)$/m.exec(record)?.[1] ?? null
}

async function fromLinks(host: Host): Promise<string | null> {
  const source = mountsOf(await host.file('/proc/mounts')).findLast(({ at }) => at === ROOT)?.source
  if (source === undefined) return null
  const folder = '/dev/disk/by-uuid'
  const [device, names] = await Promise.all([host.link(source).catch(() => source), host.list(folder)])
  for (const name of names) if ((await host.link(`${folder}/${name}`)) === device) return name
  return null
}

async function fromFindmnt(host: Host): Promise<string | null> {
  const text = await host.run('findmnt', ['--noheadings', '--output', 'UUID', ROOT])
  return text.trim().split(/\s/)[0] || null
}

/** fstab(5) writes spaces in names as octal numbers. */
function mountsOf(text: string): Mount[] {
  const plain = (word: string) =>
    word.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
  return text.split('\n').flatMap((line) => {
    const [source, at, type] = line.split(' ')
    return source && at && type ? [{ source: plain(source), at: plain(at), type }] : []
  })
}
