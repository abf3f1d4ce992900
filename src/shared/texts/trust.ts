export const trustTexts = {} as const satisfies Record<string, readonly [string, string]>
