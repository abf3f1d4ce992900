import type { Screen, View } from '../../shared/ipc'
import { Heading } from '../../ui/heading'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'
import { ItemLine } from './item-line'

type Inventory = Extract<Screen, { name: 'inventory' }>

/** Each item with its own switch: turning one on reads it and shows the value, long before anything is sent. */
export function InventoryScreen({ screen, managed }: { screen: Inventory; managed: View['managed'] }) {
  const { t } = useTexts()
  const off = screen.items.filter((item) => item.state === 'off')
  // A secret is never switched on along with the rest.
  const choosable = off.filter((item) => item.id !== 'router')
  const on = screen.items.filter((item) => item.state !== 'off')
  const reading = on.some((item) => item.state === 'reading')
  const has = (id: 'certificate' | 'router') => screen.items.some((item) => item.id === id)
  const turn = (items: Inventory['items'], to: boolean) => {
    for (const { id } of items) void call('switch-item', { id, on: to })
  }
  return (
    <>
      <Heading>{t('inventory.heading')}</Heading>
      <p>{t('inventory.intro')}</p>
      {screen.items.length > 0 && (
        <div class="row">
          <button
            type="button"
            class="button"
            aria-disabled={choosable.length === 0}
            aria-describedby="choose-all"
            onClick={() => turn(choosable, true)}
          >
            {t('inventory.all')}
          </button>
          <button
            type="button"
            class="button plain"
            aria-disabled={on.length === 0}
            onClick={() => turn(on, false)}
          >
            {t('inventory.none')}
          </button>
          <p id="choose-all" class="all-means soft small">
            {has('certificate') && t('inventory.allCertificate')} {has('router') && t('inventory.allRouter')}
          </p>
        </div>
      )}
      {managed.settings.includes('NeverCollect') && (
        <p class="soft" data-managed="NeverCollect">
          {t(screen.items.length === 0 ? 'policy.inventory.none' : 'policy.inventory.less')}
        </p>
      )}
      {screen.items.length > 0 && (
        <ul class="items card">
          {screen.items.map((item) => (
            <ItemLine key={item.id} item={item} typed={screen.routerTyped} />
          ))}
        </ul>
      )}
      <footer class="foot">
        <p class="soft">{t('inventory.later')}</p>
        <div class="row end">
          <button
            type="button"
            class="button primary"
            aria-disabled={reading}
            onClick={() => !reading && void call('agree-inventory', undefined)}
          >
            {on.length === 0 ? t('inventory.nextNone') : t('inventory.next')}
          </button>
        </div>
      </footer>
    </>
  )
}
