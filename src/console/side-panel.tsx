import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Profile } from '../shared/profile'
import { EnvironmentLines } from '../ui/environment-lines'
import { InventoryLines } from '../ui/inventory-lines'
import { useTexts } from '../ui/texts'
import { Verdict } from '../ui/verdict'
import { serviceOf } from './account'
import { DeviceCard } from './device-card'
import { DisplaysCard } from './displays-card'
import type { Meter } from './meter'
import { PcCheckCard } from './pc-check-card'
import { QualityCard } from './quality-card'
import type { Question } from './questions'
import { RouterCard } from './router-card'
import type { Screen } from './screen'
import { ServiceCard } from './service-card'
import { StillCard } from './still-card'

type PanelProps = {
  readonly screen: Extract<Screen, { name: 'session' }>
  readonly live: boolean
  readonly meter: Meter
  readonly choose: ComponentChildren
  readonly onAsk: (question: Question) => void
}

/** What the customer agreed to send. Empty until the approval: nothing of it exists here before. */
export function SidePanel({ screen, live, meter, choose, onAsk }: PanelProps) {
  const { t } = useTexts()
  const { talk } = screen
  const { environment, inventory, greeting } = talk
  const service = useService(environment?.profile ?? null)
  const certificate = inventory?.items.find(({ id }) => id === 'certificate')?.value ?? null
  const hasRouter = inventory?.items.some(({ id }) => id === 'router') === true
  return (
    <aside class="panel" id="side-panel" aria-label={t('console.session.panel')}>
      {environment === null && inventory === null && <p class="soft">{t('console.panel.empty')}</p>}
      <DisplaysCard sight={talk.sight} onAsk={onAsk} />
      {live && <StillCard sight={talk.sight} onAsk={onAsk} />}
      {(certificate !== null || talk.device !== null) && (
        <DeviceCard certificate={certificate} device={talk.device} service={service} />
      )}
      {hasRouter && <RouterCard router={talk.router} onAsk={onAsk} />}
      {inventory !== null && (service === null || service.pcCheck.length > 0) && (
        <PcCheckCard pcCheck={talk.pcCheck} service={service} onAsk={onAsk} />
      )}
      {environment !== null && (
        <section data-testid="environment">
          <div class="row apart">
            <h2>{t('console.panel.environment')}</h2>
            <Verdict verdict={environment.verdict} />
          </div>
          <EnvironmentLines checks={environment.checks} />
        </section>
      )}
      {inventory !== null && (
        <section data-testid="inventory">
          <h2>{t('console.panel.inventory')}</h2>
          {inventory.items.length + inventory.refused.length === 0 ? (
            <p class="soft">{t('console.panel.nothing-sent')}</p>
          ) : (
            <InventoryLines inventory={inventory} />
          )}
        </section>
      )}
      {live && <QualityCard meter={meter} limit={talk.sight.limit} />}
      {service !== null && <ServiceCard service={service} />}
      <footer class="row apart">
        <span class="soft">
          {greeting.step === 'verified' && t('console.panel.version', { version: greeting.agentVersion })}
        </span>
        {choose}
      </footer>
    </aside>
  )
}

/** The rules of the service that the customer's agent was checked by. */
function useService(id: string | null): Profile | null {
  const [service, setService] = useState<Profile | null>(null)
  useEffect(() => {
    if (id === null) return
    let wanted = true
    void serviceOf(id).then((found) => {
      if (wanted) setService(found)
    })
    return () => {
      wanted = false
    }
  }, [id])
  return service
}
