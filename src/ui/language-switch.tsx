import { type Language, languages } from '../shared/languages'
import { useTexts } from './texts'

type Props = {
  readonly onChange: (language: Language) => void
  /** Why the language cannot be changed, in a sentence; null where it can. */
  readonly fixed?: string | null
}

/** Both languages by their own names, so that whoever is lost finds the way back. */
export function LanguageSwitch({ onChange, fixed = null }: Props) {
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
          aria-disabled={fixed === null ? undefined : true}
          aria-describedby={fixed === null ? undefined : 'language-fixed'}
          title={fixed ?? undefined}
          onClick={() => fixed === null && onChange(one)}
        >
          {t(`language.${one}`)}
        </button>
      ))}
      {fixed !== null && (
        <span id="language-fixed" class="visually-hidden">
          {fixed}
        </span>
      )}
    </fieldset>
  )
}
