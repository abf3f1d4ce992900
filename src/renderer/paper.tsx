import { render } from 'preact'
import type { PaperView } from '../shared/ipc'
import { Markdown } from '../ui/markdown'
import { TextsProvider, textsIn, useTexts } from '../ui/texts'
import { call, given } from './bridge'
import { PaperReceipt } from './paper-receipt'

type DocumentView = Extract<PaperView, { name: 'document' }>

/** A document as it is agreed to, for paper: nothing on it but the text and whose it is. */
function PaperDocument({ company, document }: DocumentView) {
  const { t, language } = useTexts()
  return (
    <article>
      <h1>{document.title}</h1>
      <p class="soft">
        {company[language]} ・ {t('documents.version', { version: document.version })}
      </p>
      <Markdown text={document.text} />
    </article>
  )
}

const place = document.querySelector('#app')
if (place === null) throw new Error('the page has no place for the paper')
const view = given(await call('paper-view', undefined))
const texts = textsIn(view.language)
document.documentElement.lang = view.language
// The title of the PDF.
document.title = view.name === 'document' ? view.document.title : texts.t('paper.receipt.title')
render(
  <TextsProvider value={texts}>
    {view.name === 'document' ? <PaperDocument {...view} /> : <PaperReceipt kept={view.kept} />}
  </TextsProvider>,
  place,
)
await document.fonts.ready
await call('paper-ready', undefined)
