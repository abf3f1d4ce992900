import { catalogue } from '../shared/catalogue'
import type { Inventory } from '../shared/inventory'
import { useTexts } from './texts'

/** What was sent with its value, and what was refused by name only; in the catalogue's order on both screens. */
export function InventoryLines({ inventory }: { inventory: Inventory }) {
  const { t } = useTexts()
  const lines = catalogue.filter(
    ({ id }) => inventory.refused.includes(id) || inventory.items.some((item) => item.id === id),
  )
  return (
    <ul class="lines card">
      {lines.map(({ id }) => {
        const sent = inventory.items.find((item) => item.id === id)
        return (
          <li key={id} data-item={id} data-sent={sent !== undefined}>
            <strong>{t(`item.${id}`)}</strong>
            {sent === undefined ? (
              <span class="soft">{t('item.refused')}</span>
            ) : (
              <span>{sent.value ?? t('check.unread')}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
