import type { PcCheckAreaId, PcCheckRequest } from '../../shared/pc-check'
import { PcCheckLines } from '../../ui/pc-check-lines'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'
import { Question } from './question'

type Answered = NonNullable<PcCheckRequest['answer']>
type Props = { readonly request: PcCheckRequest; readonly answer: Answered }

/** What became of the operator's newest request to check this PC: the waiting, the result. */
export function PcCheckPart({ request: { result }, answer }: Props) {
  const { t } = useTexts()
  return (
    <section class="pc-check" aria-labelledby="pc-check-heading" data-pc-check={stateOf(answer, result)}>
      <h2 id="pc-check-heading">{t('pc-check.heading')}</h2>
      <div role="status">
        {answer === 'refused' ? (
          <p class="notice">{t('pc-check.refused')}</p>
        ) : result === null ? (
          <p class="notice busy">{t('pc-check.running')}</p>
        ) : (
          <p class="notice">{t('pc-check.done')}</p>
        )}
      </div>
      {result !== null && <PcCheckLines areas={result.areas} />}
    </section>
  )
}

const stateOf = (answer: Answered, result: PcCheckRequest['result']): 'refused' | 'running' | 'done' =>
  answer === 'refused' ? 'refused' : result === null ? 'running' : 'done'

export function PcCheckQuestion({ areas }: { areas: readonly PcCheckAreaId[] }) {
  const { t } = useTexts()
  const answer = (granted: boolean) => () => void call('answer-pc-check', { granted })
  return (
    <Question
      name="pc-check"
      data-pc-check="asked"
      heading={t('pc-check.ask.heading')}
      body={`${t('pc-check.ask.means')} ${t('pc-check.ask.whole')}`}
      answers={
        <>
          <button type="button" class="button primary" onClick={answer(false)}>
            {t('pc-check.ask.refuse')}
          </button>
          <button type="button" class="button" onClick={answer(true)}>
            {t('pc-check.ask.allow')}
          </button>
        </>
      }
    >
      <p>{t('pc-check.ask.areas')}</p>
      <ul class="areas">
        {areas.map((area) => (
          <li key={area}>{t(`pc-check.area.${area}`)}</li>
        ))}
      </ul>
    </Question>
  )
}
