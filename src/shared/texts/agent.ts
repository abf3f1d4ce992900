/** [Japanese, English]: what the customer's screens say. */
export const agentTexts = {} as const satisfies Record<string, readonly [ja: string, en: string]>
