import { language } from '../shared/language'
import { type Language, languageOf } from '../shared/languages'

const KEY = 'sobani.language'

/** The operator's last choice on this browser, else the browser's own language. */
export function readLanguage(): Language {
  const chosen = language.safeParse(stored())
  return chosen.success ? chosen.data : languageOf(navigator.language)
}

export function keepLanguage(chosen: Language): void {
  try {
    localStorage.setItem(KEY, chosen)
  } catch (cause) {
    // A browser that stores nothing (company policy, private window): the choice holds until the page closes.
    console.warn('language: not kept', cause)
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch (cause) {
    console.warn('language: could not be read', cause)
    return null
  }
}
