import { useTexts } from '../ui/texts'
import type { Screen } from './screen'
import { stageOf } from './talk'

/** How the session stands, in words: said aloud by a screen reader whenever it changes. */
export function SessionStatus({ screen }: { screen: Extract<Screen, { name: 'session' }> }) {
  const { t } = useTexts()
  const state = screen.link === 'closed' ? 'closed' : stageOf(screen.talk)
  return (
    <p class="state" role="status" data-state={state}>
      <span class="dot" aria-hidden="true" />
      <span>{t(`console.state.${state}`)}</span>
      {screen.relay === 'lost' && <strong class="lost">{t('console.state.relay-lost')}</strong>}
    </p>
  )
}
