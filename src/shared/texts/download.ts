export const downloadTexts = {} as const satisfies Record<string, readonly [string, string]>
