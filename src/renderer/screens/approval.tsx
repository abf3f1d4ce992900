import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type Caller, callers } from '../../shared/callers'
import type { Screen } from '../../shared/ipc'
import { Heading } from '../../ui/heading'
import { useTexts } from '../../ui/texts'
import { Words } from '../../ui/words'
import { call } from '../bridge'
import { ReportButton } from './report'

type Approval = Extract<Screen, { name: 'approval' }>

const answers = {
  customer: 'approval.iCalled',
  operator: 'approval.theyCalled',
  popup: 'approval.popup',
} as const satisfies Record<Caller, string>

/**
 * Who it is, who called whom, the three words, and only then the question. The refusal is the default and has the focus:
 * pressing Enter without reading must never let anybody in.
 */
export function ApprovalScreen({ screen }: { screen: Approval }) {
  const { t } = useTexts()
  return (
    <>
      <Heading>{t('approval.heading')}</Heading>
      <div class="who card">
        <dl class="facts">
          <div>
            <dt>{t('approval.operator')}</dt>
            <dd>{screen.operator.name}</dd>
          </div>
          <div>
            <dt>{t('approval.company')}</dt>
            <dd>{screen.operator.company}</dd>
          </div>
        </dl>
        <p class="soft small">{t('approval.fromRecord')}</p>
      </div>
      {screen.caller === null ? (
        <WhoCalled />
      ) : (
        <Decision words={screen.words} lost={screen.contact === 'lost'} />
      )}
    </>
  )
}

function WhoCalled() {
  const { t } = useTexts()
  const [answer, setAnswer] = useState<Caller | null>(null)
  return (
    <>
      <fieldset class="choices">
        <legend>{t('approval.whoCalled')}</legend>
        {callers.map((caller) => (
          <label key={caller} class="choice card">
            <input
              type="radio"
              name="caller"
              value={caller}
              checked={answer === caller}
              onChange={() => setAnswer(caller)}
            />
            {t(answers[caller])}
          </label>
        ))}
      </fieldset>
      <footer class="foot row end">
        <ReportButton />
        <button type="button" class="button" onClick={() => void call('deny', undefined)}>
          {t('approval.deny')}
        </button>
        <button
          type="button"
          class="button primary"
          disabled={answer === null}
          onClick={() => answer !== null && void call('name-caller', answer)}
        >
          {t('approval.next')}
        </button>
      </footer>
    </>
  )
}

type DecisionProps = { readonly words: readonly string[]; readonly lost: boolean }

function Decision({ words, lost }: DecisionProps) {
  const { t } = useTexts()
  const denial = useRef<HTMLButtonElement>(null)
  // The default answer: Enter refuses.
  useLayoutEffect(() => denial.current?.focus(), [])
  return (
    <>
      <h2>{t('approval.wordsHeading')}</h2>
      <p>{t('approval.wordsIntro')}</p>
      <Words words={words} />
      <p class="notice">{t('approval.allowMeans')}</p>
      <div id="approval-lost" role="status" data-contact={lost ? 'lost' : 'standing'}>
        {lost && <p class="notice warn busy">{t('approval.lost')}</p>}
      </div>
      <footer class="foot row end">
        <ReportButton />
        <button
          type="button"
          class="button"
          disabled={lost}
          aria-describedby="approval-lost"
          onClick={() => void call('approve', undefined)}
        >
          {t('approval.allow')}
        </button>
        <button
          type="button"
          class="button primary"
          ref={denial}
          onClick={() => void call('deny', undefined)}
        >
          {t('approval.deny')}
        </button>
      </footer>
    </>
  )
}
