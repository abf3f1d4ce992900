import { useState } from 'preact/hooks'
import type { Screen } from '../../shared/ipc'
import { Heading } from '../../ui/heading'
import { useTexts } from '../../ui/texts'
import { Answer, useAnswer } from '../answer'
import { call } from '../bridge'
import { DocumentCard } from './document'

type Documents = Extract<Screen, { name: 'documents' }>

/** Licence and notices: each read to its end before 「同意する」 answers. */
export function DocumentsScreen({ screen }: { screen: Documents }) {
  const { t } = useTexts()
  const [tried, setTried] = useState(false)
  const [said, ask] = useAnswer()
  const unread = screen.documents.filter((document) => !document.read && !document.organisation)
  const accepted = screen.documents.some((document) => document.organisation)
  const agree = () => {
    if (unread.length > 0) return setTried(true)
    void ask(
      call(
        'accept-documents',
        screen.documents.map(({ id, sha256 }) => ({ id, sha256 })),
      ),
    )
  }
  return (
    <>
      <Heading>{t('documents.heading')}</Heading>
      <p>{t(accepted ? 'policy.documents.intro' : 'documents.intro')}</p>
      <div class="documents">
        {screen.documents.map((document) => (
          <DocumentCard key={document.sha256} document={document} />
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
        <Answer said={said} />
        <div class="row end">
          <p class="soft small hint">{t('documents.refusedHint')}</p>
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
      </footer>
    </>
  )
}
