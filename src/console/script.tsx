import type { ComponentChildren } from 'preact'

type ScriptProps = {
  readonly heading: string
  readonly lines: readonly string[]
  readonly children?: ComponentChildren
}

/** What to say to the customer on the phone, line by line. */
export function Script({ heading, lines, children }: ScriptProps) {
  return (
    <section class="script card">
      <h2>{heading}</h2>
      <ol>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      {children}
    </section>
  )
}
