// Lists that pages show stand apart from their schemas, so that the first screen does not wait for the parser.

export const languages = ['ja', 'en'] as const
export type Language = (typeof languages)[number]

/** Japanese unless the system clearly speaks something else. */
export const languageOf = (locale: string): Language =>
  locale === '' || locale.toLowerCase().startsWith('ja') ? 'ja' : 'en'
