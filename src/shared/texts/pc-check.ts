/** [Japanese, English]: the PC check, the same words on both screens. */
export const pcCheckTexts = {
  'pc-check.heading': ['パソコンの点検', 'PC check'],
} as const satisfies Record<string, readonly [ja: string, en: string]>
