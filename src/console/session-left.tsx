import { useTexts } from '../ui/texts'
import { clockText } from './clock-text'
import { useNow } from './use-now'

/** The last minutes are said in another colour, and aloud once. */
const SHORT_SECONDS = 300

/** How long the session may still last. */
export function SessionLeft({ endsAt }: { endsAt: number }) {
  const { t } = useTexts()
  const seconds = Math.max(0, (endsAt - useNow()) / 1_000)
  const short = seconds <= SHORT_SECONDS
  return (
    <span class={`figure left ${short ? 'short' : ''}`} data-testid="time-left">
      <span class="soft">{t('console.session.left')}</span>{' '}
      <strong role="timer" aria-live="off">
        {clockText(seconds)}
      </strong>
      <span class="visually-hidden" role="status">
        {short ? t('console.session.left-short') : ''}
      </span>
    </span>
  )
}
