import type { Screen, View } from '../../shared/ipc'
import { Heading } from '../../ui/heading'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'
import { ItemLine } from './item-line'

type Inventory = Extract<Screen, { name: 'inventory' }>

/** Each item with its own switch: turning one on reads it and shows the value, long before anything is sent. */
export function InventoryScreen({ screen, managed }: { screen: Inventory; managed: View['managed'] }) {
  const { t } = useTexts()
  const on = screen.items.filter((item) => item.state !== 'off')
  const reading = on.some((item) => item.state === 'reading')
  return (
    <>
      <Heading>{t('inventory.heading')}</Heading>
      {screen.items.length === 0 ? (
        <p data-items="none">{t('policy.inventory.none')}</p>
      ) : (
        <Choices screen={screen} on={on} managed={managed} />
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

type Items = Inventory['items']
type ChoicesProps = {
  readonly screen: Inventory
  readonly on: Items
  readonly managed: View['managed']
}

function Choices({ screen: { items, routerTyped }, on, managed }: ChoicesProps) {
  const { t } = useTexts()
  // A secret is never switched on along with the rest.
  const choosable = items.filter((item) => item.state === 'off' && item.id !== 'router')
  const has = (id: 'certificate' | 'router') => items.some((item) => item.id === id)
  const turn = (turned: Items, to: boolean) => {
    for (const { id } of turned) void call('switch-item', { id, on: to })
  }
  return (
    <>
      <p>{t('inventory.intro')}</p>
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
      {managed.settings.includes('NeverCollect') && (
        <p class="soft" data-managed="NeverCollect">
          {t('policy.inventory.less')}
        </p>
      )}
      <ul class="items card">
        {items.map((item) => (
          <ItemLine key={item.id} item={item} typed={routerTyped} />
        ))}
      </ul>
    </>
  )
}
