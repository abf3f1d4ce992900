/** [Japanese, English]: what the operator's page says of the picture and of the ways it takes. */
export const consoleLiveTexts = {
  'console.state.resuming': ['つなぎ直しています', 'Reconnecting'],
} as const satisfies Record<string, readonly [ja: string, en: string]>
