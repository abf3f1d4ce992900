/** A check's `found` that is one of these words is said as `found.<word>`; any other is shown as it is. */
export const foundWords = [
  'on',
  'off',
  'none',
  'manual',
  'pac',
  'automatic',
  'blocked',
  'not-offered',
] as const
