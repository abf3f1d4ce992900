import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { FrameFigures } from './frame-figures'
import { Picture, type PictureSize } from './picture'
import type { Screen } from './screen'
import { SessionBar } from './session-bar'
import { SidePanel } from './side-panel'
import { type Question, stageOf } from './talk'
import { Waiting } from './waiting'

type SessionProps = {
  readonly screen: Extract<Screen, { name: 'session' }>
  readonly choose: ComponentChildren
  readonly picture: MediaStream | null
  readonly figures: FrameFigures
  readonly onEnd: () => void
  readonly onAsk: (question: Question) => void
}

/** One session with one customer: the picture gets all the room that the bar and the panel leave. */
export function SessionScreen({ screen, choose, picture, figures, onEnd, onAsk }: SessionProps) {
  const [panel, setPanel] = useState(true)
  const [size, setSize] = useState<PictureSize>('fit')
  const { talk, link } = screen
  const live = picture !== null && link === 'standing'
  return (
    <main class="session" data-screen="session" data-stage={stageOf(talk)}>
      <SessionBar
        screen={screen}
        figures={figures}
        live={live}
        size={size}
        onSize={setSize}
        panel={panel}
        onPanel={setPanel}
        onEnd={onEnd}
      />
      <div class={`room ${panel ? 'with-panel' : ''}`}>
        {live ? (
          <Picture stream={picture} size={size} figures={figures} />
        ) : (
          <Waiting talk={talk} link={link} />
        )}
        {panel && <SidePanel talk={talk} choose={choose} onAsk={onAsk} />}
      </div>
    </main>
  )
}
