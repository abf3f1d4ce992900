/** [Japanese, English]: receipts, saved and printed papers, and what is stored on the PC. */
export const paperTexts = {
  'paper.saved': ['保存しました。', 'Saved.'],
} as const satisfies Record<string, readonly [ja: string, en: string]>
