import { hoursText } from '../shared/hours'
import type { Profile } from '../shared/profile'
import { useTexts } from '../ui/texts'

/** What this service promises and limits, so that the operator need not look it up while talking. */
export function ServiceCard({ service }: { service: Profile }) {
  const { t, language } = useTexts()
  const { limits, terms } = service
  const rules = [
    limits.inquiriesPerMonth && t('console.service.inquiries', { count: limits.inquiriesPerMonth }),
    limits.devices && t('console.service.devices', { count: limits.devices }),
    limits.sessionMinutes && t('console.service.minutes', { count: limits.sessionMinutes }),
    limits.pcCheckEveryMonths && t('console.service.pc-check', { count: limits.pcCheckEveryMonths }),
    !terms.contracts.includes('corporate') && t('console.service.personal'),
    terms.monthlyFee && t('console.service.fee'),
    terms.reapplicationFee && t('console.service.reapplication'),
    terms.openingLetter.length > 0 && t('console.service.letter'),
  ].filter((rule): rule is string => typeof rule === 'string')
  return (
    <section data-testid="service">
      <h2>{service.company[language]}</h2>
      <p>{hoursText(service.hours, language)}</p>
      {rules.length > 0 && (
        <ul class="rules">
          {rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      )}
    </section>
  )
}
