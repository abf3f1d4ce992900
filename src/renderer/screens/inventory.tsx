import type { Screen } from '../../shared/ipc'
import { Heading } from '../../ui/heading'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'

type Inventory = Extract<Screen, { name: 'inventory' }>
type Item = Inventory['items'][number]

/** Each item with its own switch: turning one on reads it and shows the value, long before anything is sent. */
export function InventoryScreen({ screen }: { screen: Inventory }) {
  const { t } = useTexts()
  const off = screen.items.filter((item) => item.state === 'off')
  const reading = screen.items.some((item) => item.state === 'reading')
  const switchAll = (on: boolean) => {
    for (const { id } of screen.items) void call('switch-item', { id, on })
  }
  return (
    <>
      <Heading>{t('inventory.heading')}</Heading>
      <p>{t('inventory.intro')}</p>
      <div class="row">
        <button type="button" class="button" disabled={off.length === 0} onClick={() => switchAll(true)}>
          {t('inventory.all')}
        </button>
        <button
          type="button"
          class="button plain"
          disabled={off.length === screen.items.length}
          onClick={() => switchAll(false)}
        >
          {t('inventory.none')}
        </button>
      </div>
      <ul class="items card">
        {screen.items.map((item) => (
          <ItemLine key={item.id} item={item} />
        ))}
      </ul>
      <footer class="foot">
        <p class="soft">{t('inventory.later')}</p>
        <div class="row end">
          <button
            type="button"
            class="button primary"
            disabled={reading}
            onClick={() => void call('agree-inventory', undefined)}
          >
            {off.length === screen.items.length ? t('inventory.nextNone') : t('inventory.next')}
          </button>
        </div>
      </footer>
    </>
  )
}

function ItemLine({ item }: { item: Item }) {
  const { t } = useTexts()
  const on = item.state !== 'off'
  return (
    <li data-item={item.id} data-state={item.state}>
      <label class="row">
        <input
          type="checkbox"
          role="switch"
          class="switch"
          checked={on}
          aria-checked={on}
          onChange={(event) => void call('switch-item', { id: item.id, on: event.currentTarget.checked })}
        />
        <strong>{t(`item.${item.id}`)}</strong>
        {item.sensitivity === 'personal' && <span class="tag">{t('inventory.personal')}</span>}
      </label>
      <p class={item.state === 'on' ? 'value' : 'value soft'} aria-live="polite">
        {item.state === 'off' && t('inventory.notCollected')}
        {item.state === 'reading' && t('inventory.reading')}
        {item.state === 'on' && (item.value ?? t('check.unread'))}
      </p>
    </li>
  )
}
