import type { Screen } from '../../shared/ipc'
import { EnvironmentLines } from '../../ui/environment-lines'
import { Heading } from '../../ui/heading'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'
import { Desk } from '../desk'

type Props = {
  readonly screen: Extract<Screen, { name: 'environment' }>
  readonly phone: string
  readonly hours: string
}

const sums = {
  pass: 'environment.passAll',
  warn: 'environment.warnSome',
  fail: 'environment.failSome',
} as const

const looks = ['system', 'machine', 'display', 'network'] as const

export function EnvironmentScreen({ screen, phone, hours }: Props) {
  const { t } = useTexts()
  const { verdict } = screen
  return (
    <>
      <Heading>{t('environment.heading')}</Heading>
      <p>{t('environment.intro')}</p>
      <div aria-live="polite">
        {verdict === null ? <Looking /> : <p class={`notice ${verdict}`}>{t(sums[verdict])}</p>}
      </div>
      {verdict === 'fail' && (
        <>
          <Desk phone={phone} hours={hours} />
          <p>{t('environment.failDo')}</p>
        </>
      )}
      {screen.checks.length > 0 && <EnvironmentLines checks={screen.checks} />}
      <footer class="foot row end">
        <button
          type="button"
          class="button"
          aria-disabled={verdict === null}
          onClick={() => verdict !== null && void call('check-environment', undefined)}
        >
          {t('environment.again')}
        </button>
        {verdict !== 'fail' && (
          <button
            type="button"
            class="button primary"
            aria-disabled={verdict === null}
            onClick={() => verdict !== null && void call('confirm-environment', undefined)}
          >
            {t('environment.next')}
          </button>
        )}
      </footer>
    </>
  )
}

/** What is looked at meanwhile. The lines of the result come all at once, so nothing here pretends to be done. */
function Looking() {
  const { t } = useTexts()
  return (
    <div class="notice">
      <p class="busy">{t('environment.checking')}</p>
      <ul class="looks" aria-label={t('environment.looks')}>
        {looks.map((look) => (
          <li key={look}>{t(`environment.looks.${look}`)}</li>
        ))}
      </ul>
    </div>
  )
}
