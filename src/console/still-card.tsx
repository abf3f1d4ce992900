import { useTexts } from '../ui/texts'
import type { Question } from './questions'
import type { Sight } from './sight'

type StillProps = { readonly sight: Sight; readonly onAsk: (question: Question) => void }

/** One picture to keep, asked for and allowed each time. */
export function StillCard({ sight, onAsk }: StillProps) {
  const { t } = useTexts()
  const { state } = sight.still
  const may = state !== 'asked' && state !== 'managed' && sight.state === 'running'
  return (
    <section data-testid="still" data-still={state}>
      <div class="row apart">
        <h2>{t('console.still.heading')}</h2>
        <button class="button" type="button" aria-disabled={!may} onClick={() => onAsk('still')}>
          {t('console.still.ask')}
        </button>
      </div>
      <p class="soft" role="status">
        {t(`console.still.${state}`)}
      </p>
    </section>
  )
}
