import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Language } from '../shared/languages'
import { type Translate, translator } from '../shared/texts'

type Texts = { readonly language: Language; readonly t: Translate }

const Texts = createContext<Texts>({ language: 'ja', t: translator('ja') })

/** Gives every component below it the texts of one language. */
export const TextsProvider = Texts.Provider
export const textsIn = (language: Language): Texts => ({ language, t: translator(language) })

export const useTexts = (): Texts => useContext(Texts)
