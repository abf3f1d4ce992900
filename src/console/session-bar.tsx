import { Heading } from '../ui/heading'
import { useTexts } from '../ui/texts'
import { Elapsed } from './elapsed'
import type { Meter } from './meter'
import { QualityLine } from './quality-line'
import type { Screen } from './screen'
import { SessionLeft } from './session-left'
import { SessionStatus } from './session-status'
import type { FullScreen } from './use-full-screen'
import { VerifiedWords } from './verified-words'
import type { View } from './view'
import { ViewChoice } from './view-choice'

type SessionBarProps = {
  readonly screen: Extract<Screen, { name: 'session' }>
  readonly meter: Meter
  readonly live: boolean
  readonly view: View
  readonly onView: (view: 'fit' | 'actual') => void
  readonly onZoom: (by: 1 | -1) => void
  readonly full: FullScreen
  readonly panel: boolean
  readonly onPanel: (shown: boolean) => void
  readonly onEnd: () => void
}

/** The one line above the picture: how it stands, the words, the time, and the way out. */
export function SessionBar(props: SessionBarProps) {
  const { t } = useTexts()
  const { screen, live, panel } = props
  const { endsAt } = screen.talk.sight
  return (
    <header class="bar">
      <Heading>{t('console.session.heading')}</Heading>
      <SessionStatus screen={screen} meter={props.meter} live={live} />
      {live && <VerifiedWords talk={screen.talk} />}
      <Elapsed since={screen.startedAt} />
      {endsAt !== null && <SessionLeft endsAt={endsAt} />}
      {live && screen.talk.sight.state === 'running' && (
        <QualityLine meter={props.meter} limit={screen.talk.sight.limit} />
      )}
      <div class="bar-buttons">
        {live && (
          <ViewChoice view={props.view} onView={props.onView} onZoom={props.onZoom} full={props.full} />
        )}
        <button
          class="button plain"
          type="button"
          aria-expanded={panel}
          aria-controls="side-panel"
          onClick={() => props.onPanel(!panel)}
        >
          {t('console.session.panel-button')}
        </button>
        <button class="button stop" type="button" onClick={props.onEnd}>
          {t('console.session.end')}
        </button>
      </div>
    </header>
  )
}
