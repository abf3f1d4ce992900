import type { ComponentChildren, RefObject } from 'preact'

type Props = {
  readonly label: string
  readonly place: RefObject<HTMLElement | null> | null
  readonly children: ComponentChildren
  readonly [hook: `data-${string}`]: string | boolean
}

/** A long text in its own place, to be scrolled by mouse and by keyboard. */
export function Region({ label, place, children, ...hooks }: Props) {
  return (
    <section
      ref={place}
      class="document-text"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      {...hooks}
    >
      {children}
    </section>
  )
}
