import { useTexts } from './texts'

/** The three verification words, large enough to read out without glasses. */
export function Words({ words }: { words: readonly string[] }) {
  const { t } = useTexts()
  return (
    <ol class="words" aria-label={t('words.label')}>
      {words.map((word, place) => (
        // By place: the same word may stand at two of them.
        <li key={place}>{word}</li>
      ))}
    </ol>
  )
}
