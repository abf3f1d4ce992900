export const policyTexts = {} as const satisfies Record<string, readonly [string, string]>
