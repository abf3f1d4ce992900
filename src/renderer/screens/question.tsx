import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

type Props = {
  /** Which question it is: its place in the page's names, and what the tests look for. */
  readonly name: string
  readonly heading: string
  readonly body: string
  readonly children?: ComponentChildren
  /** The buttons. Refusing comes first, and is as large as the other. */
  readonly answers: ComponentChildren
  readonly [hook: `data-${string}`]: string
}

/**
 * Not modal: the way out stays in reach beside it. The heading has the focus, so a key that was meant for something else
 * answers nothing.
 */
export function Question({ name, heading, body, children, answers, ...hooks }: Props) {
  const place = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => place.current?.focus(), [])
  const id = `question-${name}`
  return (
    <section
      role="alertdialog"
      class="question card"
      aria-labelledby={id}
      aria-describedby={`${id}-body`}
      data-question={name}
      {...hooks}
    >
      <h2 id={id} ref={place} tabIndex={-1}>
        {heading}
      </h2>
      <p id={`${id}-body`}>{body}</p>
      {children}
      <div class="answers">{answers}</div>
    </section>
  )
}
