import { useTexts } from '../ui/texts'
import { clockText } from './clock-text'
import { useNow } from './use-now'

/**
 * Counts down by the second; a screen reader hears only that a minute is left. Shown only: that the code is over is
 * for the relay to say, whose clock it runs by.
 */
export function TimeLeft({ expiresAt }: { expiresAt: number }) {
  const { t } = useTexts()
  const seconds = Math.max(0, Math.ceil((expiresAt - useNow()) / 1_000))
  const short = seconds <= 60
  return (
    <>
      <p class={`time-left ${short ? 'short' : ''}`}>
        <span class="soft">{t('console.code.left')}</span>{' '}
        <strong role="timer" aria-live="off">
          {clockText(seconds)}
        </strong>
      </p>
      <p class="visually-hidden" role="status">
        {short ? t('console.code.minute') : ''}
      </p>
    </>
  )
}
