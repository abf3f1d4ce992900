import { useEffect, useRef } from 'preact/hooks'
import { useTexts } from '../ui/texts'
import type { FrameFigures } from './frame-figures'

export type PictureSize = 'fit' | 'actual'

type PictureProps = {
  readonly stream: MediaStream
  readonly size: PictureSize
  readonly figures: FrameFigures
}

/** The customer's screen. It is only ever in this element, which lets go of it when it leaves the page. */
export function Picture({ stream, size, figures }: PictureProps) {
  const { t } = useTexts()
  const place = useRef<HTMLVideoElement>(null)

  useEffect(() => {
    const video = place.current
    if (video === null) return
    const stopCounting = figures.watch(video)
    video.srcObject = stream
    return () => {
      stopCounting()
      video.srcObject = null
    }
  }, [stream, figures])
  useEffect(() => {
    if (place.current !== null && size === 'actual') return keepActualSize(place.current)
  }, [size])

  // The region scrolls only at 100 %, and only then is it a stop of the Tab key (arrow keys scroll it).
  const scrolls = size === 'actual'
  return (
    <section
      class={`stage picture ${size}`}
      aria-label={t('console.picture.label')}
      {...(scrolls ? { tabIndex: 0 } : {})}
    >
      <video ref={place} id="screen" autoPlay muted playsInline disablePictureInPicture />
    </section>
  )
}

/** One pixel of the picture on one pixel of the operator's display, whatever the display's scale. Returns the undo. */
function keepActualSize(video: HTMLVideoElement): () => void {
  const undone = new AbortController()
  const { signal } = undone
  const measure = () => {
    video.style.width = `${video.videoWidth / devicePixelRatio}px`
    video.style.height = `${video.videoHeight / devicePixelRatio}px`
  }
  const onScale = () => {
    measure()
    watchScale()
  }
  const watchScale = () => {
    const scale = matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
    scale.addEventListener('change', onScale, { once: true, signal })
  }
  video.addEventListener('resize', measure, { signal })
  measure()
  watchScale()
  return () => {
    undone.abort()
    video.style.removeProperty('width')
    video.style.removeProperty('height')
  }
}
