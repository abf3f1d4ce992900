import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'

export type FullScreen = { readonly on: boolean; readonly toggle: () => void }

/** Whether the element has the whole screen; Esc gives it back. */
export function useFullScreen(place: RefObject<HTMLElement | null>): FullScreen {
  const [on, setOn] = useState(false)
  useEffect(() => {
    const onChange = () => setOn(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', onChange)
    return () => {
      document.removeEventListener('fullscreenchange', onChange)
      if (document.fullscreenElement !== null) void document.exitFullscreen()
    }
  }, [])
  const toggle = () => {
    const done = on ? document.exitFullscreen() : place.current?.requestFullscreen()
    done?.catch((error: unknown) => console.warn('full screen was refused', error))
  }
  return { on, toggle }
}
