import type { Check } from '../shared/environment'
import { useTexts } from './texts'
import { Verdict } from './verdict'

/** The environment, line by line in the profile's order: the same card for customer and operator. */
export function EnvironmentLines({ checks }: { checks: readonly Check[] }) {
  const { t } = useTexts()
  return (
    <ul class="lines card">
      {checks.map((check) => (
        <li key={check.id} data-check={check.id} data-verdict={check.verdict}>
          <strong>{t(`check.${check.id}`)}</strong>
          <span>
            {check.withheld ? t('check.withheld') : (check.found ?? t('check.unread'))}
            {check.asked !== null && (
              <span class="asked soft">
                {t('check.asked')}: {check.asked}
              </span>
            )}
          </span>
          <Verdict verdict={check.verdict} />
          {check.advice !== 'fine' && <span class="advice soft">{t(`advice.${check.advice}`)}</span>}
        </li>
      ))}
    </ul>
  )
}
