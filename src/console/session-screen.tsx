import type { ComponentChildren } from 'preact'
import { useCallback, useRef, useState } from 'preact/hooks'
import { Cover } from './cover'
import type { FrameFigures } from './frame-figures'
import type { Meter } from './meter'
import { Picture, reasonOf } from './picture'
import type { Question } from './questions'
import type { Screen } from './screen'
import { SessionBar } from './session-bar'
import { SidePanel } from './side-panel'
import { saveStill } from './still'
import { stageOf } from './talk'
import { useFullScreen } from './use-full-screen'
import { useViewKeys } from './use-view-keys'
import { actual, fitted, type View, zoomed } from './view'
import { Waiting } from './waiting'

type Session = Extract<Screen, { name: 'session' }>
type SessionProps = {
  readonly screen: Session
  readonly choose: ComponentChildren
  readonly picture: MediaStream | null
  readonly figures: FrameFigures
  readonly meter: Meter
  readonly onEnd: () => void
  readonly onAsk: (question: Question) => void
}

/** One session with one customer: the picture gets all the room that the bar and the panel leave. */
export function SessionScreen({ screen, choose, picture, figures, meter, onEnd, onAsk }: SessionProps) {
  const [panel, setPanel] = useState(true)
  const [fullPanel, setFullPanel] = useState(false)
  const [view, setView] = useState<View>(fitted)
  const place = useRef<HTMLElement>(null)
  const fitNow = useRef(() => 100)
  const saved = useRef(0)
  const full = useFullScreen(place)
  const { talk, contact } = screen
  const live = picture !== null
  const zoom = (by: 1 | -1) => setView((now) => zoomed(now, by, fitNow.current()))
  useViewKeys(live, {
    zoom,
    fit: () => setView(fitted),
    full: full.toggle,
  })
  const onStill = useCallback(
    (video: HTMLVideoElement, number: number) => {
      if (number <= saved.current) return
      saved.current = number
      saveStill(video).then(
        () => figures.saved(),
        (error: unknown) => console.error('the still could not be saved', error),
      )
    },
    [figures],
  )
  const shown = full.on ? fullPanel : panel
  return (
    <main
      ref={place}
      class="session"
      data-screen="session"
      data-stage={stageOf(talk)}
      data-picture={contact.state === 'lost' ? 'contact' : talk.sight.state}
    >
      <SessionBar
        screen={screen}
        meter={meter}
        live={live}
        view={view}
        onView={(chosen) => setView(chosen === 'fit' ? fitted : actual)}
        onZoom={zoom}
        full={full}
        panel={shown}
        onPanel={full.on ? setFullPanel : setPanel}
        onEnd={onEnd}
      />
      <div class={`room ${shown ? 'with-panel' : ''}`}>
        {live ? (
          <Picture
            stream={picture}
            sight={talk.sight}
            contact={contact}
            view={view}
            onView={setView}
            fitNow={fitNow}
            figures={figures}
            onStill={onStill}
          />
        ) : (
          <Place screen={screen} />
        )}
        {shown && <SidePanel screen={screen} live={live} meter={meter} choose={choose} onAsk={onAsk} />}
      </div>
    </main>
  )
}

/** The place of the picture while there is none. */
function Place({ screen }: { screen: Session }) {
  const { talk, contact } = screen
  const stage = stageOf(talk)
  const held = talk.sight.state !== 'running' && talk.sight.state !== 'starting'
  if (contact.state === 'lost' || (held && stage === 'allowed'))
    return (
      <div class="stage shown">
        <Cover reason={reasonOf(talk.sight, contact.state)} contact={contact} />
      </div>
    )
  return <Waiting talk={talk} contact={contact} />
}
