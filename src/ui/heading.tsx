import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/**
 * The heading of a screen. It takes the focus when its screen appears, so that a screen reader reads on from there and
 * the Tab key starts at the top; a screen that is one field gives the focus to that instead.
 */
export function Heading({ children, focus = true }: { children: ComponentChildren; focus?: boolean }) {
  const place = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    if (focus) place.current?.focus()
  }, [focus])
  return (
    <h1 ref={place} tabIndex={-1}>
      {children}
    </h1>
  )
}
