/** A version that is not made of numbers ("rolling") cannot be compared: it counts as unread, not as old. */
export const numbered = (version: string | null): string | null =>
  version !== null && /^\d+(\.\d+)*$/.test(version) ? version : null

/** Compares "10.0.19045" style versions number by number; a missing part counts as 0. Negative = left is older. */
export function compareVersions(left: string, right: string): number {
  const a = left.split('.').map(Number)
  const b = right.split('.').map(Number)
  for (let place = 0; place < Math.max(a.length, b.length); place++) {
    const difference = (a[place] ?? 0) - (b[place] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
