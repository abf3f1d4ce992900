import type { Change } from '../shared/ipc'

/** One added or removed passage; `under` is the heading that it stands under, null where none comes before. */
export type Passage = {
  readonly kind: 'added' | 'removed'
  readonly text: string
  readonly under: string | null
}

/** What of a document is not as before, in order, each passage with the heading that says where it stands. */
export function passagesOf(changes: readonly Change[]): readonly Passage[] {
  const passages: Passage[] = []
  let under: string | null = null
  for (const { kind, text } of changes) {
    if (kind !== 'same' && text.trim() !== '') passages.push({ kind, text, under })
    // A removed heading is no longer a place in the text.
    if (kind !== 'removed') under = lastHeading(text) ?? under
  }
  return passages
}

function lastHeading(text: string): string | null {
  const heading = text.split('\n').findLast((line) => /^#{1,6} /.test(line))
  return heading === undefined ? null : heading.replace(/^#+ +/, '').trim()
}
