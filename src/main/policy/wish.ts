/** How what is in force on this PC is to be printed. */
export type Wish = 'text' | 'json'

/** @returns null where it was not asked for */
export function wishIn(words: readonly string[]): Wish | null {
  if (words.includes('--print-policy=json')) return 'json'
  return words.some((word) => /^--print-policy(=|$)/.test(word)) ? 'text' : null
}
