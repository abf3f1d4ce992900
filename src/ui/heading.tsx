import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/**
 * The heading of a screen. It takes the focus when its screen appears, so that a screen reader reads on from there and
 * the Tab key starts at the top.
 */
export function Heading({ children }: { children: ComponentChildren }) {
  const place = useRef<HTMLHeadingElement>(null)
  useEffect(() => place.current?.focus(), [])
  return (
    <h1 ref={place} tabIndex={-1}>
      {children}
    </h1>
  )
}
