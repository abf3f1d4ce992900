import { useEffect, useRef, useState } from 'preact/hooks'
import type { Screen } from '../../shared/ipc'
import { Markdown } from '../../ui/markdown'
import { useTexts } from '../../ui/texts'
import { Answer, useAnswer } from '../answer'
import { call } from '../bridge'
import { passagesOf } from '../passages'
import { Region } from '../region'
import { Passages } from './passages'

type Document = Extract<Screen, { name: 'documents' }>['documents'][number]
const shows = ['changes', 'whole'] as const

/** One document: what changed since the version agreed to before, the whole text, and a copy on paper or as a file. */
export function DocumentCard({ document }: { document: Document }) {
  const { t } = useTexts()
  const { earlier } = document
  const [show, setShow] = useState<(typeof shows)[number]>(earlier === null ? 'whole' : 'changes')
  // The button under the changes goes away with them: then the focus goes on to the text.
  const [jumped, setJumped] = useState(false)
  const [said, ask] = useAnswer()
  const turn = (to: typeof show, jump: boolean) => {
    setShow(to)
    setJumped(jump)
  }
  return (
    <article class="document card" data-shows={show}>
      <header class="document-head">
        <h2>
          {document.title}{' '}
          <span class="soft small">{t('documents.version', { version: document.version })}</span>
        </h2>
        <div class="row">
          <button
            type="button"
            class="button plain"
            aria-label={`${t('document.print')}: ${document.title}`}
            data-print={document.id}
            onClick={() => void ask(call('print-document', document.id))}
          >
            {t('document.print')}
          </button>
          <button
            type="button"
            class="button plain"
            aria-label={`${t('document.save')}: ${document.title}`}
            data-save={document.id}
            onClick={() => void ask(call('save-document', document.id), 'document.saved')}
          >
            {t('document.save')}
          </button>
        </div>
        {document.organisation && (
          <p class="notice" data-organisation={document.id}>
            {t('policy.documents.accepted')}
          </p>
        )}
        <Answer said={said} />
        {earlier !== null && (
          <fieldset class="switches" aria-label={`${t('documents.show')}: ${document.title}`}>
            {shows.map((one) => (
              <button
                key={one}
                type="button"
                class="button plain"
                aria-pressed={show === one}
                data-show={one}
                onClick={() => turn(one, false)}
              >
                {t(`documents.${one}`)}
              </button>
            ))}
          </fieldset>
        )}
      </header>
      {earlier !== null && show === 'changes' ? (
        <Region
          place={null}
          label={`${t('documents.changes')}: ${document.title}`}
          data-changes={document.id}
        >
          <h3>{t('documents.since', { version: earlier.version })}</h3>
          <Passages passages={passagesOf(earlier.changes)} />
          <p class="soft small">{t('documents.since-whole')}</p>
          <button type="button" class="button" onClick={() => turn('whole', true)}>
            {t('documents.to-whole')}
          </button>
        </Region>
      ) : (
        <WholeText document={document} focus={jumped} />
      )}
    </article>
  )
}

/**
 * The text in its own scrolling region. It counts as read once its last line was in sight; with the keyboard by the End
 * key, with a screen reader by the button that stands after the text.
 */
function WholeText({ document, focus }: { document: Document; focus: boolean }) {
  const { t } = useTexts()
  const region = useRef<HTMLElement>(null)
  const end = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (focus) region.current?.focus()
  }, [focus])
  useEffect(() => {
    if (end.current === null || document.read) return
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void call('document-read', document.id)
      },
      { root: region.current, threshold: 0.5 },
    )
    watcher.observe(end.current)
    return () => watcher.disconnect()
  }, [document.id, document.read])
  return (
    <Region place={region} label={document.title} data-document={document.id} data-read={document.read}>
      <Markdown text={document.text} />
      <button
        ref={end}
        type="button"
        class="button plain"
        aria-pressed={document.read}
        onClick={() => void call('document-read', document.id)}
      >
        {document.read ? `✓ ${t('documents.read')}` : t('documents.end')}
      </button>
    </Region>
  )
}
