import { type Language, languages } from '../shared/languages'
import { useTexts } from './texts'

/** Both languages by their own names, so that whoever is lost finds the way back. */
export function LanguageSwitch({ onChange }: { onChange: (language: Language) => void }) {
  const { language, t } = useTexts()
  return (
    <fieldset class="language" aria-label={t('language.label')}>
      {languages.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          class="button plain"
          aria-pressed={one === language}
          onClick={() => onChange(one)}
        >
          {t(`language.${one}`)}
        </button>
      ))}
    </fieldset>
  )
}
