export const updateTexts = {} as const satisfies Record<string, readonly [string, string]>
