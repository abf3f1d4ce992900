import type { Screen } from '../../shared/ipc'
import type { DisplayInfo } from '../../shared/picture'
import { Heading } from '../../ui/heading'
import { useTexts } from '../../ui/texts'
import { Words } from '../../ui/words'
import { call } from '../bridge'
import { Countdown, useNow } from '../clock'
import { askedOf, LiveQuestion } from './live-questions'
import { headingOf, LiveState } from './live-state'
import { PcCheckPart } from './pc-check'
import { ReportButton } from './report'

type Live = Extract<Screen, { name: 'live' }>

/** What is asked comes first, then what the operator sees, then the rest. */
export function LiveScreen({ screen }: { screen: Live }) {
  const { t } = useTexts()
  const asked = askedOf(screen)
  const { pcCheck } = screen
  return (
    <>
      {asked !== null && <LiveQuestion key={asked} asked={asked} screen={screen} />}
      {/* Made anew with each question: after the answer the focus is here, not on a button that is gone. */}
      <Heading key={asked ?? 'none'} focus={asked === null}>
        {t(headingOf(screen), { operator: screen.operator.name })}
      </Heading>
      <LiveState screen={screen} />
      {screen.endsAt !== null && <TimeLeft endsAt={screen.endsAt} />}
      <RouterShown shown={screen.routerShown} at={screen.routerShownAt} />
      {pcCheck !== null && pcCheck.answer !== null && (
        <PcCheckPart key={pcCheck.askedAt} request={pcCheck} answer={pcCheck.answer} />
      )}
      {screen.display !== null && <DisplayShown display={screen.display} />}
      <p>{t('live.body')}</p>
      {screen.autoPause !== null && <AutoPause on={screen.autoPause} />}
      {asked !== 'words' && (
        <>
          <h2>{t('words.label')}</h2>
          <Words words={screen.words} />
        </>
      )}
      <footer class="foot row end">
        <ReportButton />
        <PauseButton paused={screen.picture === 'paused'} />
        {asked !== 'go-on' && (
          <button type="button" class="button stop" onClick={() => void call('disconnect', undefined)}>
            {t('live.disconnect')}
          </button>
        )}
      </footer>
    </>
  )
}

function PauseButton({ paused }: { paused: boolean }) {
  const { t } = useTexts()
  return (
    <button
      type="button"
      class="button"
      data-pause={paused ? 'on' : 'off'}
      onClick={() => void call(paused ? 'unpause' : 'pause', undefined)}
    >
      {paused ? t('live.unpause') : t('live.pause')}
    </button>
  )
}

/** So long before the end it is said. */
const SOON_MS = 5 * 60_000

function TimeLeft({ endsAt }: { endsAt: string }) {
  const { t } = useTexts()
  const soon = Date.parse(endsAt) - useNow() <= SOON_MS
  return (
    <>
      <div role="status" data-ends-soon={soon}>
        {soon && <p class="notice warn">{t('live.ends-soon')}</p>}
      </div>
      {soon && <Countdown until={endsAt} />}
    </>
  )
}

type Router = { readonly shown: boolean; readonly at: string | null }

function RouterShown({ shown, at }: Router) {
  const { t, language } = useTexts()
  return (
    <>
      <div role="status" data-router-shown={shown}>
        {shown && (
          <p class="notice warn">
            <strong>{t('live.routerShown')}</strong>
          </p>
        )}
      </div>
      {!shown && at !== null && (
        <p class="soft" data-router-shown-at={at}>
          {t('live.routerWasShown', {
            time: new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(new Date(at)),
          })}
        </p>
      )}
    </>
  )
}

function DisplayShown({ display: { label, width, height } }: { display: DisplayInfo }) {
  const { t } = useTexts()
  const display =
    label === null
      ? t('live.display-size', { width, height })
      : t('live.display-named', { label, width, height })
  return <p data-display>{t('live.display', { display })}</p>
}

function AutoPause({ on }: { on: boolean }) {
  const { t } = useTexts()
  return (
    <label class="choice card">
      <input
        type="checkbox"
        name="auto-pause"
        checked={on}
        onChange={(event) => void call('set-auto-pause', event.currentTarget.checked)}
      />
      {t('live.auto-pause')}
    </label>
  )
}
