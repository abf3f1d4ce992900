import type { Screen } from '../../shared/ipc'
import { EnvironmentLines } from '../../ui/environment-lines'
import { Heading } from '../../ui/heading'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'

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

export function EnvironmentScreen({ screen, phone, hours }: Props) {
  const { t } = useTexts()
  const { verdict } = screen
  return (
    <>
      <Heading>{t('environment.heading')}</Heading>
      <p>{t('environment.intro')}</p>
      <div aria-live="polite">
        {verdict === null ? (
          <p class="notice busy">{t('environment.checking')}</p>
        ) : (
          <p class={`notice ${verdict}`}>{t(sums[verdict])}</p>
        )}
      </div>
      {verdict === 'fail' && (
        <p class="phone">
          {t('desk.phone')} <strong>{phone}</strong> <span class="soft">({hours})</span>
        </p>
      )}
      {screen.checks.length > 0 && <EnvironmentLines checks={screen.checks} />}
      <footer class="foot row end">
        <button
          type="button"
          class="button"
          disabled={verdict === null}
          onClick={() => void call('check-environment', undefined)}
        >
          {t('environment.again')}
        </button>
        {verdict !== 'fail' && (
          <button
            type="button"
            class="button primary"
            disabled={verdict === null}
            onClick={() => void call('confirm-environment', undefined)}
          >
            {t('environment.next')}
          </button>
        )}
      </footer>
    </>
  )
}
