/** [Japanese, English]: what the operator's page says. */
export const consoleTexts = {} as const satisfies Record<string, readonly [ja: string, en: string]>
