import type { ComponentChildren } from 'preact'
import { EnvironmentLines } from '../ui/environment-lines'
import { InventoryLines } from '../ui/inventory-lines'
import { useTexts } from '../ui/texts'
import { Verdict } from '../ui/verdict'
import type { Talk } from './talk'

/** What the customer agreed to send. Empty until the approval: nothing of it exists here before. */
export function SidePanel({ talk, choose }: { talk: Talk; choose: ComponentChildren }) {
  const { t } = useTexts()
  const { environment, inventory, greeting } = talk
  return (
    <aside class="panel" id="side-panel" aria-label={t('console.session.panel')}>
      {environment === null && inventory === null && <p class="soft">{t('console.panel.empty')}</p>}
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
      <footer class="row apart">
        <span class="soft">
          {greeting.step === 'verified' && t('console.panel.version', { version: greeting.agentVersion })}
        </span>
        {choose}
      </footer>
    </aside>
  )
}
