import { createInstance } from 'i18next'
import type { Language } from '../languages'
import { agentTexts } from './agent'
import { barTexts } from './bar'
import { commonTexts } from './common'
import { consoleTexts } from './console'
import { consoleLiveTexts } from './console-live'
import { downloadTexts } from './download'
import { environmentTexts } from './environment'
import { inventoryTexts } from './inventory'
import { licencesTexts } from './licences'
import { liveTexts } from './live'
import { paperTexts } from './paper'
import { pcCheckTexts } from './pc-check'
import { policyTexts } from './policy'
import { trustTexts } from './trust'
import { updateTexts } from './update'

/**
 * Every sentence that a person reads, in both languages side by side: a text without its twin does not compile.
 * Texts stand in `shared` because main needs them too (tray, dialogs), not only the pages.
 */
const pairs = {
  ...commonTexts,
  ...environmentTexts,
  ...inventoryTexts,
  ...pcCheckTexts,
  ...paperTexts,
  ...agentTexts,
  ...liveTexts,
  ...barTexts,
  ...consoleTexts,
  ...consoleLiveTexts,
  ...updateTexts,
  ...trustTexts,
  ...policyTexts,
  ...licencesTexts,
  ...downloadTexts,
}

export type TextKey = keyof typeof pairs
export type Translate = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string

const inLanguage = (place: 0 | 1) =>
  Object.fromEntries(Object.entries(pairs).map(([key, pair]) => [key, pair[place]]))

const instance = createInstance({
  resources: { ja: { translation: inLanguage(0) }, en: { translation: inLanguage(1) } },
  lng: 'ja',
  fallbackLng: false,
  // Keys are flat ("code.error.used"), and pages put texts in as text, never as HTML.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
})
void instance.init()

export const translator = (language: Language): Translate => {
  const fixed = instance.getFixedT(language)
  return (key, values) => fixed(key, values ?? {})
}
