export const licencesTexts = {} as const satisfies Record<string, readonly [string, string]>
