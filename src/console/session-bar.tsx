import { Heading } from '../ui/heading'
import { useTexts } from '../ui/texts'
import { Elapsed } from './elapsed'
import type { FrameFigures } from './frame-figures'
import type { PictureSize } from './picture'
import { QualityLine } from './quality-line'
import type { Screen } from './screen'
import { SessionStatus } from './session-status'
import { VerifiedWords } from './verified-words'

type SessionBarProps = {
  readonly screen: Extract<Screen, { name: 'session' }>
  readonly figures: FrameFigures
  readonly live: boolean
  readonly size: PictureSize
  readonly onSize: (size: PictureSize) => void
  readonly panel: boolean
  readonly onPanel: (shown: boolean) => void
  readonly onEnd: () => void
}

/** The one line above the picture: how it stands, the words, the time, and the way out. */
export function SessionBar(props: SessionBarProps) {
  const { t } = useTexts()
  const { screen, live, panel } = props
  return (
    <header class="bar">
      <Heading>{t('console.session.heading')}</Heading>
      <SessionStatus screen={screen} />
      {live && <VerifiedWords talk={screen.talk} />}
      <Elapsed since={screen.startedAt} />
      {live && <QualityLine figures={props.figures} />}
      <div class="bar-buttons">
        {live && <SizeChoice size={props.size} onSize={props.onSize} />}
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

type SizeChoiceProps = { readonly size: PictureSize; readonly onSize: (size: PictureSize) => void }

function SizeChoice({ size, onSize }: SizeChoiceProps) {
  const { t } = useTexts()
  return (
    <fieldset class="choice" aria-label={t('console.session.size')}>
      {(['fit', 'actual'] as const).map((one) => (
        <button
          key={one}
          class="button plain"
          type="button"
          aria-pressed={one === size}
          onClick={() => onSize(one)}
        >
          {t(`console.session.${one}`)}
        </button>
      ))}
    </fieldset>
  )
}
