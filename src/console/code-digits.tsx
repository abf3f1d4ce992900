import { useTexts } from '../ui/texts'

/** Six digits in two groups for the eye; digit by digit for a screen reader, never "three hundred and twelve". */
export function CodeDigits({ code, faded }: { code: string; faded: boolean }) {
  const { t } = useTexts()
  return (
    <p
      class={`digits ${faded ? 'faded' : ''}`}
      role="img"
      aria-label={`${t('console.code.label')}: ${[...code].join(' ')}`}
      data-code={code}
    >
      <span>{code.slice(0, 3)}</span>
      <span>{code.slice(3)}</span>
    </p>
  )
}
