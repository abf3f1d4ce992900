import { useTexts } from './texts'

/** The three verification words, large enough to read out without glasses. */
export function Words({ words }: { words: readonly string[] }) {
  const { t } = useTexts()
  return (
    <ol class="words" aria-label={t('words.label')}>
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ol>
  )
}
