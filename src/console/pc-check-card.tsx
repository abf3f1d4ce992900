import { useId } from 'preact/hooks'
import type { Profile } from '../shared/profile'
import { PcCheckLines } from '../ui/pc-check-lines'
import { useTexts } from '../ui/texts'
import type { Question } from './questions'
import type { Talk } from './talk'

type PcCheckProps = {
  readonly pcCheck: Talk['pcCheck']
  readonly service: Profile | null
  readonly onAsk: (question: Question) => void
}

/** Asked by the operator, granted or refused by the customer as a whole; the result stands on both screens. */
export function PcCheckCard({ pcCheck, service, onAsk }: PcCheckProps) {
  const { t } = useTexts()
  const heading = useId()
  const { asked, answer } = pcCheck
  const months = service?.limits.pcCheckEveryMonths
  const state = asked ? 'asked' : answer === null ? 'none' : answer.result === null ? 'refused' : 'granted'
  return (
    <section data-testid="pc-check" data-pc-check={state}>
      <div class="row apart">
        <h2 id={heading}>{t('pc-check.heading')}</h2>
        <button
          type="button"
          class="button"
          aria-describedby={heading}
          aria-disabled={asked}
          onClick={() => onAsk('pc-check')}
        >
          {t(answer === null ? 'console.pc-check.ask' : 'console.pc-check.again')}
        </button>
      </div>
      <p class="soft" role="status">
        {state === 'asked' && t('console.pc-check.asked')}
        {state === 'refused' && t('console.pc-check.refused')}
        {state === 'granted' && t('console.pc-check.granted')}
        {state === 'none' && t('console.pc-check.what')}
        {months !== undefined && ` ${t('console.service.pc-check', { count: months })}`}
      </p>
      {answer !== null && answer.result !== null && <PcCheckLines areas={answer.result.areas} />}
    </section>
  )
}
