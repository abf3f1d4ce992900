import { languages } from './languages'
import { z } from './zod'

export const language = z.enum(languages)

/** The same thing said in both languages, for data that a company writes (profiles). */
export const bilingual = z.strictObject({ ja: z.string().min(1).max(400), en: z.string().min(1).max(400) })
