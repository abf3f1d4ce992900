import { lstatSync, type Stats } from 'node:fs'

/** What may be said of a file before it is read: there is none, somebody else could have written it, or it may be read. */
export type Standing = 'absent' | 'trusted' | 'not-trusted' | 'unreadable'

const WRITABLE_BY_OTHERS = 0o022

/**
 * Only the system's administrator may have written it. A link is not followed: whoever can put one there decides what is
 * read. Looked at without waiting, so that what is in force can be printed where no window can be opened.
 * @param owner the only user that is trusted: 0, which is root
 */
export function standingOf(path: string, kind: 'file' | 'folder', owner: number): Standing {
  try {
    const found = lstatSync(path)
    return isKind(found, kind) && found.uid === owner && (found.mode & WRITABLE_BY_OTHERS) === 0
      ? 'trusted'
      : 'not-trusted'
  } catch (error) {
    // A file where a folder should be is not the same as nothing.
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'absent' : 'unreadable'
  }
}

const isKind = (found: Stats, kind: 'file' | 'folder'): boolean =>
  kind === 'file' ? found.isFile() : found.isDirectory()
