import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useTexts } from '../ui/texts'
import { Cover, type Reason } from './cover'
import type { FrameFigures } from './frame-figures'
import { type Anchor, drag, fitPercentOf, keepSize, type Whole, wholeOf, zoomByWheel } from './picture-size'
import type { Screen } from './screen'
import type { Sight } from './sight'
import type { View } from './view'

type PictureProps = {
  readonly stream: MediaStream
  readonly sight: Sight
  readonly contact: Extract<Screen, { name: 'session' }>['contact']
  readonly view: View
  readonly onView: (view: View) => void
  /** Tells what the fitted picture comes to, in per cent. */
  readonly fitNow: { current: () => number }
  readonly figures: FrameFigures
  /** Called once for each still that was granted, with a picture that may be seen. */
  readonly onStill: (video: HTMLVideoElement, number: number) => void
}

/**
 * The customer's screen. It is only ever in this element, which lets go of it when it leaves the page. It is seen while
 * the agent says that it runs, from the first frame on that came after the agent said so.
 */
export function Picture({ stream, sight, contact, view, onView, fitNow, figures, onStill }: PictureProps) {
  const { t } = useTexts()
  const region = useRef<HTMLElement>(null)
  const video = useRef<HTMLVideoElement>(null)
  const [freshRun, setFreshRun] = useState(-1)
  const runs = sight.state === 'running' && contact.state === 'standing'
  const seen = runs && freshRun === sight.run

  useEffect(() => {
    const element = video.current
    if (element === null) return
    element.srcObject = stream
    return () => {
      element.srcObject = null
    }
  }, [stream])
  useLayoutEffect(() => {
    const element = video.current
    if (element === null) return
    return figures.watch(element, (receivedAt) => {
      if (!runs || receivedAt < sight.since) return false
      setFreshRun(sight.run)
      return true
    })
  }, [stream, figures, runs, sight.run, sight.since])
  const anchor = useRef<Anchor['current']>(null)
  const display = sight.displays?.find(({ id }) => id === sight.shown)
  const whole = useRef<Whole | null>(null)
  // Each display has a whole size of its own.
  useLayoutEffect(() => {
    if (video.current !== null) whole.current = wholeOf(video.current)
  }, [display?.id, display?.width, display?.height])
  useLayoutEffect(() => {
    const [element, around] = [video.current, region.current]
    if (element === null || around === null) return
    const size: Whole = () => whole.current?.() ?? { width: 0, height: 0 }
    const undo = [
      keepSize(element, size, around, view, anchor),
      zoomByWheel(size, around, view, anchor, onView),
      view.fit ? () => undefined : drag(element, around),
    ]
    fitNow.current = () => fitPercentOf(size, around)
    return () => {
      for (const one of undo) one()
    }
  }, [view, onView, fitNow])
  const granted = sight.still.granted
  useEffect(() => {
    if (seen && granted > 0 && video.current !== null) onStill(video.current, granted)
  }, [seen, granted, onStill])

  // The region scrolls only at a size of its own, and only then is it a stop of the Tab key (arrow keys scroll it).
  return (
    <div class="stage shown" data-covered={!seen}>
      <section
        ref={region}
        class={`picture ${view.fit ? 'fit' : 'actual'}`}
        aria-label={t('console.picture.label')}
        {...(view.fit ? {} : { tabIndex: 0 })}
      >
        <video ref={video} id="screen" autoPlay muted playsInline disablePictureInPicture />
      </section>
      {!seen && <Cover reason={reasonOf(sight, contact.state)} contact={contact} />}
    </div>
  )
}

/** What is said in place of the picture; one that runs again has not come yet. */
export const reasonOf = (sight: Sight, contact: PictureProps['contact']['state']): Reason => {
  if (contact === 'lost' || contact === 'closed') return 'contact'
  return sight.state === 'running' ? 'starting' : sight.state
}
