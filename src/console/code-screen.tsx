import type { ComponentChildren } from 'preact'
import { Heading } from '../ui/heading'
import { useTexts } from '../ui/texts'
import { CodeDigits } from './code-digits'
import { Frame } from './frame'
import type { Wishes } from './page'
import type { Screen } from './screen'
import { Script } from './script'
import { TimeLeft } from './time-left'

type CodeProps = {
  readonly screen: Extract<Screen, { name: 'code' }>
  readonly choose: ComponentChildren
  readonly wishes: Wishes
}

/** The code to read out, until the customer has entered it. */
export function CodeScreen({ screen, choose, wishes }: CodeProps) {
  const { t } = useTexts()
  return (
    <Frame screen="code" operator={screen.operator} choose={choose}>
      <section class="sheet wide">
        <Heading>{t('console.code.heading')}</Heading>
        <div class="beside">
          <div class="card code" data-state={screen.state}>
            <CodeDigits code={screen.code} faded={screen.state !== 'open'} />
            {screen.state === 'open' && <TimeLeft expiresAt={screen.expiresAt} />}
            <CodeState state={screen.state} onNew={wishes.openCode} />
          </div>
          <Script
            heading={t('console.script.heading')}
            lines={[t('console.code.say-open'), t('console.code.say-agree'), t('console.code.say-code')]}
          />
        </div>
        <div class="row">
          <button class="button" type="button" onClick={wishes.cancelCode}>
            {t(screen.state === 'open' ? 'console.code.cancel' : 'console.to-desk')}
          </button>
        </div>
      </section>
    </Frame>
  )
}

type State = Extract<Screen, { name: 'code' }>['state']

function CodeState({ state, onNew }: { state: State; onNew: () => void }) {
  const { t } = useTexts()
  const gone = state === 'expired' || state === 'void'
  return (
    <>
      <div role="status">
        {state === 'open' && <p class="soft busy">{t('console.code.waiting')}</p>}
        {state === 'asking' && <p class="soft busy">{t('console.code.asking')}</p>}
        {gone && <p class="notice warn">{t(`console.code.${state}`)}</p>}
      </div>
      {gone && (
        <button class="button primary" type="button" onClick={onNew}>
          {t('console.code.new')}
        </button>
      )}
    </>
  )
}
