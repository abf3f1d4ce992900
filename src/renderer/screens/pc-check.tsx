import { useLayoutEffect, useRef } from 'preact/hooks'
import type { PcCheckAreaId, PcCheckRequest } from '../../shared/pc-check'
import { PcCheckLines } from '../../ui/pc-check-lines'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'

type Props = { readonly request: PcCheckRequest; readonly areas: readonly PcCheckAreaId[] }

/** The operator's newest request to check this PC: the question, the waiting, the result. */
export function PcCheckPart({ request, areas }: Props) {
  const { t } = useTexts()
  if (request.answer === null) return <Question areas={areas} />
  const { result } = request
  return (
    <section class="pc-check" aria-labelledby="pc-check-heading" data-pc-check={stateOf(request)}>
      <h2 id="pc-check-heading">{t('pc-check.heading')}</h2>
      <div role="status">
        {request.answer === 'refused' ? (
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

const stateOf = ({ answer, result }: PcCheckRequest): 'refused' | 'running' | 'done' =>
  answer === 'refused' ? 'refused' : result === null ? 'running' : 'done'

/**
 * Not modal: the way out stays in reach beside it. The heading has the focus, so a key that was meant for something
 * else answers nothing; refusing comes first.
 */
function Question({ areas }: { areas: readonly PcCheckAreaId[] }) {
  const { t } = useTexts()
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus(), [])
  return (
    <section
      role="alertdialog"
      class="pc-check question card"
      aria-labelledby="pc-check-heading"
      aria-describedby="pc-check-means"
      data-pc-check="asked"
    >
      <h2 id="pc-check-heading" ref={heading} tabIndex={-1}>
        {t('pc-check.ask.heading')}
      </h2>
      <p>{t('pc-check.ask.areas')}</p>
      <ul class="areas">
        {areas.map((area) => (
          <li key={area}>{t(`pc-check.area.${area}`)}</li>
        ))}
      </ul>
      <p id="pc-check-means">
        {t('pc-check.ask.means')} {t('pc-check.ask.whole')}
      </p>
      <div class="row end">
        <button
          type="button"
          class="button primary"
          onClick={() => void call('answer-pc-check', { granted: false })}
        >
          {t('pc-check.ask.refuse')}
        </button>
        <button type="button" class="button" onClick={() => void call('answer-pc-check', { granted: true })}>
          {t('pc-check.ask.allow')}
        </button>
      </div>
    </section>
  )
}
