import type { Screen } from '../../shared/ipc'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'

/**
 * Beside the ways on and the way out, quieter than both and far from the hand that wants either. One click does all of it: a
 * question in between would be one more moment on the phone with somebody who must not notice. Not in the bar, which is
 * in the picture: the operator would see where the pointer goes.
 */
export function ReportButton() {
  const { t } = useTexts()
  return (
    <div class="report">
      <button
        type="button"
        class="button"
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
