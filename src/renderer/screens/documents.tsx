import { useEffect, useRef, useState } from 'preact/hooks'
import type { Screen } from '../../shared/ipc'
import { Heading } from '../../ui/heading'
import { Markdown } from '../../ui/markdown'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'

type Documents = Extract<Screen, { name: 'documents' }>
type Document = Documents['documents'][number]

/** Licence and notices: each read to its end before 「同意する」 answers. */
export function DocumentsScreen({ screen }: { screen: Documents }) {
  const { t } = useTexts()
  const [tried, setTried] = useState(false)
  const unread = screen.documents.filter((document) => !document.read)
  const agree = () => {
    if (unread.length > 0) return setTried(true)
    void call(
      'accept-documents',
      screen.documents.map(({ id, sha256 }) => ({ id, sha256 })),
    )
  }
  return (
    <>
      <Heading>{t('documents.heading')}</Heading>
      <p>{t('documents.intro')}</p>
      <div class="documents">
        {screen.documents.map((document) => (
          <DocumentText key={document.sha256} document={document} />
        ))}
      </div>
      <footer class="foot">
        <p id="agree-note" class={tried && unread.length > 0 ? 'notice warn' : 'soft'} aria-live="polite">
          {unread.length > 0
            ? t('documents.readToEnd', {
                titles: unread.map((document) => document.title).join(t('list.and')),
              })
            : t('documents.allRead')}
        </p>
        <div class="row end">
          <button type="button" class="button" onClick={() => void call('decline-documents', undefined)}>
            {t('documents.disagree')}
          </button>
          <button
            type="button"
            class="button primary"
            aria-disabled={unread.length > 0}
            aria-describedby="agree-note"
            onClick={agree}
          >
            {t('documents.agree')}
          </button>
        </div>
        <p class="soft small">{t('documents.refusedHint')}</p>
      </footer>
    </>
  )
}

/**
 * One text in its own scrolling region. It counts as read once its last line was in sight; with the keyboard by the End
 * key, with a screen reader by the button that stands after the text.
 */
function DocumentText({ document }: { document: Document }) {
  const { t } = useTexts()
  const region = useRef<HTMLElement>(null)
  const end = useRef<HTMLButtonElement>(null)
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
    <section
      ref={region}
      class="document card"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={document.title}
      data-document={document.id}
      data-read={document.read}
    >
      <h2 class="document-title">
        {document.title}
        <span class="soft small">{t('documents.version', { version: document.version })}</span>
      </h2>
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
    </section>
  )
}
