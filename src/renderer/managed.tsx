import type { View } from '../shared/ipc'
import { useTexts } from '../ui/texts'

/** A quiet line on a PC that somebody manages: what was decided, for whoever wants to know. */
export function Managed({ managed }: { managed: View['managed'] }) {
  const { t } = useTexts()
  if (managed.settings.length === 0) return null
  return (
    <details class="managed" data-managed={managed.faulty ? 'faulty' : 'fine'}>
      <summary>{t('policy.managed')}</summary>
      <p>{t('policy.managed-what')}</p>
      <ul>
        {managed.settings.map((name) => (
          <li key={name} data-setting={name}>
            {t(`policy.setting.${name}`)}
          </li>
        ))}
      </ul>
    </details>
  )
}

const preparing: readonly View['screen']['name'][] = ['documents', 'environment', 'inventory', 'code']

/** Before a session, on every screen: who is on the phone should know it before the digits are typed in vain. */
export function ManagedFault({ view: { managed, screen } }: { view: View }) {
  const { t } = useTexts()
  if (!managed.faulty || !preparing.includes(screen.name)) return null
  return (
    <aside class="notice fail managed-fault" aria-label={t('policy.fault')} data-policy="faulty">
      <p>
        <strong>{t('policy.fault')}</strong>
      </p>
      <p>{t('policy.fault-what')}</p>
    </aside>
  )
}
