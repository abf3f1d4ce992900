import type { Screen } from '../../shared/ipc'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'

/**
 * Apart from the ways on and the way out, and quieter than both: it is for the one who looks for it. One click does all of
 * it; a question in between would be one more moment on the phone with somebody who must not notice.
 */
export function ReportButton() {
  const { t } = useTexts()
  return (
    <div class="report">
      <button
        type="button"
        class="button plain"
        aria-describedby="report-hint"
        onClick={() => void call('report', undefined)}
      >
        {t('report.button')}
      </button>
      <p id="report-hint" class="soft small">
        {t('report.hint')}
      </p>
    </div>
  )
}

type Told = NonNullable<Extract<Screen, { name: 'ended' }>['report']>

const sentences = {
  telling: 'report.telling',
  told: 'report.told',
  untold: 'report.untold',
} as const satisfies Record<Told, string>

const looks: Readonly<Record<Told, string>> = {
  telling: 'notice busy',
  told: 'notice',
  untold: 'notice warn',
}

/** Whether the company knows: said only once its relay has confirmed it. */
export function ReportState({ report }: { report: Told }) {
  const { t } = useTexts()
  return (
    <div role="status" data-report={report}>
      <p class={looks[report]}>{t(sentences[report])}</p>
    </div>
  )
}
