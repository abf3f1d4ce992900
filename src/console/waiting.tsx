import { useTexts } from '../ui/texts'
import type { Screen } from './screen'
import { Script } from './script'
import { stageOf, type Talk } from './talk'
import { VerifiedWords } from './verified-words'

type WaitingProps = { readonly talk: Talk; readonly contact: Extract<Screen, { name: 'session' }>['contact'] }

/** The place of the picture while there is none: what is awaited, and what to say meanwhile. */
export function Waiting({ talk, contact }: WaitingProps) {
  const { t } = useTexts()
  const stage = stageOf(talk)
  // Who allowed it before says that the words are the same; who did not yet, allows it.
  const confirms = talk.renewed && talk.approved
  if (contact.state === 'closed') return <Note text={t('console.waiting.closed')} />
  if (stage === 'joining') return <Note text={t('console.waiting.joining')} />
  if (stage === 'allowed' || stage === 'live') return <Note text={t('console.waiting.allowed')} />
  return (
    <div class="stage waiting">
      <section class="compare">
        <h2>{t(talk.renewed ? 'console.again.heading' : 'console.waiting.heading')}</h2>
        {talk.renewed && <p class="notice">{t('console.again.why')}</p>}
        <VerifiedWords talk={talk} />
        <Script
          heading={t('console.script.heading')}
          lines={[
            t('console.waiting.say-read'),
            t('console.waiting.say-same'),
            t(confirms ? 'console.again.say-same' : 'console.waiting.say-allow'),
          ]}
        >
          <p class="notice warn">{t(confirms ? 'console.again.differ' : 'console.waiting.differ')}</p>
        </Script>
      </section>
    </div>
  )
}

const Note = ({ text }: { text: string }) => (
  <div class="stage waiting">
    <p class="soft busy">{text}</p>
  </div>
)
