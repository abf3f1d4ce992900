import type { Verdict as Value } from '../shared/environment'
import { useTexts } from './texts'

const signs = { pass: '✓', warn: '!', fail: '×' } as const

/** A verdict in sign, word and colour: never in colour alone. */
export function Verdict({ verdict }: { verdict: Value }) {
  const { t } = useTexts()
  return (
    <span class={`verdict ${verdict}`}>
      <span aria-hidden="true">{signs[verdict]}</span>
      {t(`verdict.${verdict}`)}
    </span>
  )
}
