import type { TextSize } from '../../shared/ipc'
import { type Language, languages } from '../../shared/languages'
import { textSizes } from '../../shared/text-sizes'
import { z } from '../../shared/zod'

export type Preferences = {
  readonly language: Language | null
  readonly textSize: TextSize
  readonly autoPause: boolean
}

/** What was chosen and can still be chosen; anything else is as if nothing was. */
const preferences = z.object({
  language: z.enum(languages).nullable().catch(null),
  textSize: z.literal(textSizes).catch(100),
  autoPause: z.boolean().catch(true),
})

export function readPreferences(text: string | null): Preferences {
  const parsed = preferences.safeParse(text === null ? {} : jsonOf(text))
  return parsed.success ? parsed.data : { language: null, textSize: 100, autoPause: true }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Somebody wrote into the file: the usual size and language will do.
    return {}
  }
}
