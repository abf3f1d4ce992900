import type { Screen } from '../shared/ipc'
import { useTexts } from '../ui/texts'

const steps = ['documents', 'environment', 'inventory', 'code', 'approval', 'live'] as const

/** Where the customer is and what is still to come. */
export function Steps({ screen }: { screen: Screen['name'] }) {
  const { t } = useTexts()
  const at = (steps as readonly string[]).indexOf(screen)
  if (at < 0) return null
  return (
    <nav class="steps-frame" aria-label={t('steps.label')}>
      <ol class="steps">
        {steps.map((step, place) => (
          <li
            key={step}
            class={place < at ? 'done' : ''}
            aria-current={place === at ? 'step' : undefined}
            data-step={place + 1}
            data-of={steps.length}
          >
            {t(`steps.${step}`)}
          </li>
        ))}
      </ol>
    </nav>
  )
}
