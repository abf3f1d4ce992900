import { z } from './zod'

export const languages = ['ja', 'en'] as const
export const language = z.enum(languages)
export type Language = z.infer<typeof language>

/** The same thing said in both languages, for data that a company writes (profiles). */
export const bilingual = z.strictObject({ ja: z.string().min(1).max(400), en: z.string().min(1).max(400) })
export type Bilingual = z.infer<typeof bilingual>

/** Japanese unless the system clearly speaks something else. */
export const languageOf = (locale: string): Language =>
  locale === '' || locale.toLowerCase().startsWith('ja') ? 'ja' : 'en'
