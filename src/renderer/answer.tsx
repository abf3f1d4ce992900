import { useState } from 'preact/hooks'
import type { Outcome, Saving } from '../shared/outcome'
import type { TextKey } from '../shared/texts'
import { useTexts } from '../ui/texts'

type Said = { readonly key: TextKey; readonly failed: boolean } | null

/**
 * Asks main for something and keeps the sentence that answers it. Saving that the customer gave up says nothing.
 * @returns the sentence to show, and the function that asks; `done` is what to say when it worked
 */
export function useAnswer(): [Said, (asked: Promise<Outcome | Saving>, done?: TextKey) => Promise<boolean>] {
  const [said, setSaid] = useState<Said>(null)
  const ask = async (asked: Promise<Outcome | Saving>, done?: TextKey) => {
    setSaid(null)
    const answer = await asked
    if (!answer.ok) setSaid({ key: `error.${answer.error}`, failed: true })
    else if (done !== undefined && !('saved' in answer && !answer.saved))
      setSaid({ key: done, failed: false })
    return answer.ok
  }
  return [said, ask]
}

/** The sentence itself; its place is always there, so that a screen reader hears it when it comes. */
export function Answer({ said }: { said: Said }) {
  const { t } = useTexts()
  return (
    <div role="status" class="answer" data-answer={said === null ? 'none' : said.failed ? 'failed' : 'done'}>
      {said !== null && <p class={said.failed ? 'notice fail' : 'notice'}>{t(said.key)}</p>}
    </div>
  )
}
