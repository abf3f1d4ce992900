import { useEffect } from 'preact/hooks'

type ViewKeys = {
  readonly zoom: (by: 1 | -1) => void
  readonly fit: () => void
  readonly full: () => void
}

/**
 * Ctrl and +, - or 0 for the picture, F for the full screen. Where the focus is in the panel they are left to the
 * browser, so that its own text size can still be changed; a letter alone counts nowhere but at the picture.
 */
export function useViewKeys(active: boolean, keys: ViewKeys): void {
  useEffect(() => {
    if (!active) return
    const onKey = (event: KeyboardEvent) => {
      const at = event.target instanceof Element ? event.target : null
      if (at?.closest('.panel') != null || event.altKey || event.isComposing) return
      const free = at === null || at === document.body || at.closest('.stage') !== null
      const wish =
        event.ctrlKey || event.metaKey ? zoomOf(event.key, keys) : free ? fullOf(event, keys) : null
      if (wish === null) return
      event.preventDefault()
      wish()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
}

function zoomOf(key: string, { zoom, fit }: ViewKeys): (() => void) | null {
  if (key === '+' || key === '=' || key === ';') return () => zoom(1)
  if (key === '-') return () => zoom(-1)
  return key === '0' ? fit : null
}

const fullOf = ({ key, shiftKey, repeat }: KeyboardEvent, { full }: ViewKeys): (() => void) | null =>
  key.toLowerCase() === 'f' && !shiftKey && !repeat ? full : null
