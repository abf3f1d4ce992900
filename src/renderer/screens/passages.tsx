import { Markdown } from '../../ui/markdown'
import { useTexts } from '../../ui/texts'
import type { Passage } from '../passages'

const signs = { added: '＋', removed: '−' } as const
const keys = { added: 'documents.added', removed: 'documents.removed' } as const

/** What was added and removed: in sign, word and colour, and as insertion and deletion for a screen reader. */
export function Passages({ passages }: { passages: readonly Passage[] }) {
  const { t } = useTexts()
  if (passages.length === 0) return <p>{t('documents.unchanged')}</p>
  return (
    <>
      {passages.map(({ kind, text, under }, place) => {
        const Edit = kind === 'added' ? 'ins' : 'del'
        const first = under !== null && passages[place - 1]?.under !== under
        return (
          <div key={place} class="passage" data-passage={kind}>
            {first && <p class="soft small">{under}</p>}
            <Edit class={kind}>
              <p class="passage-kind">
                <span aria-hidden="true">{signs[kind]}</span> {t(keys[kind])}
              </p>
              <Markdown text={text} />
            </Edit>
          </div>
        )
      })}
    </>
  )
}
