import { useTexts } from '../ui/texts'
import { clockText } from './clock-text'
import { useNow } from './use-now'

/** How long the session has been going on. Not announced: a screen reader asks for it when it is wanted. */
export function Elapsed({ since }: { since: number }) {
  const { t } = useTexts()
  const now = useNow()
  return (
    <span class="figure">
      <span class="spare soft">{t('console.session.elapsed')}</span>{' '}
      <span role="timer" aria-live="off">
        {clockText((now - since) / 1_000)}
      </span>
    </span>
  )
}
