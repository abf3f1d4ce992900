import { useRef, useState } from 'preact/hooks'
import type { About as Facts, Licences } from '../shared/licences'
import { useTexts } from '../ui/texts'
import { Answer, useAnswer } from './answer'
import { call } from './bridge'

/** A quiet line under every screen: what this program is, and whose work is inside. The texts come when they are asked for. */
export function About() {
  const { t } = useTexts()
  const [facts, setFacts] = useState<Facts | null>(null)
  const [said, ask] = useAnswer()
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const show = async () => {
    const answer = await call('about', undefined)
    if ('error' in answer) await ask(Promise.resolve(answer))
    else setFacts(answer)
    dialog.current?.showModal()
    heading.current?.focus()
  }
  return (
    <footer class="about-line">
      <button type="button" class="button plain" onClick={() => void show()}>
        {t('about.open')}
      </button>
      <dialog
        ref={dialog}
        class="sheet card"
        aria-labelledby="about-heading"
        data-dialog="about"
        onClose={() => setFacts(null)}
      >
        <div class="row apart">
          <h2 id="about-heading" ref={heading} tabIndex={-1}>
            {t('about.open')}
          </h2>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {t('about.close')}
          </button>
        </div>
        <Answer said={said} />
        {facts !== null && <Content facts={facts} />}
      </dialog>
    </footer>
  )
}

function Content({ facts }: { facts: Facts }) {
  const { t } = useTexts()
  const { version, channel, runtime, beside, licences } = facts
  const rows = [
    [t('about.version'), `${t('app.name')} ${version}`],
    [t('about.channel'), t(`about.channel.${channel}`)],
    [
      t('about.runtime'),
      `Electron ${runtime.electron} / Chromium ${runtime.chromium} / Node.js ${runtime.node}`,
    ],
    [t('about.licence'), 'Apache-2.0'],
  ]
  return (
    <>
      <dl class="facts about-facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="soft small">{t(beside === 'app' ? 'about.beside-app' : 'about.beside-folder')}</p>
      {licences === null ? <p class="notice warn">{t('about.unread')}</p> : <Texts licences={licences} />}
    </>
  )
}

/** Closed until somebody wants to read one: a screen reader hears names, not sixty pages. */
function Texts({ licences: { own, packages } }: { licences: Licences }) {
  const { t } = useTexts()
  return (
    <>
      <details class="licence">
        <summary>{t('about.own')}</summary>
        <Text text={own} />
      </details>
      <h3>{t('about.others')}</h3>
      <p class="soft small">{t('about.others-intro')}</p>
      <ul class="licences">
        {packages.map(({ name, version, licence, text }) => (
          <li key={`${name}@${version}`}>
            <details class="licence">
              <summary lang="en">
                {name} {version} <span class="soft">({licence})</span>
              </summary>
              <Text text={text} />
            </details>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Paragraphs as their makers wrapped them, in the width that is here. */
const Text = ({ text }: { text: string }) => (
  <p class="licence-text small" lang="en">
    {text}
  </p>
)
