import { catalogue } from '../../shared/catalogue'
import type { Screen } from '../../shared/ipc'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'
import { RouterFields } from './router-fields'

type Inventory = Extract<Screen, { name: 'inventory' }>
type Item = Inventory['items'][number]

/** What must be known before the switch is turned, where turning it does more than read. */
const firsts = { certificate: 'inventory.certificate', router: 'inventory.routerTyped' } as const
const firstOf = (id: Item['id']) => (id === 'certificate' || id === 'router' ? firsts[id] : null)

/** One item: its switch, what it tells, why and for how long, and the very value once it was read. */
export function ItemLine({ item, typed }: { item: Item; typed: Inventory['routerTyped'] }) {
  const { t } = useTexts()
  const on = item.state !== 'off'
  const listed = catalogue.find(({ id }) => id === item.id)
  const first = firstOf(item.id)
  return (
    <li data-item={item.id} data-state={item.state}>
      <label class="row">
        <input
          type="checkbox"
          role="switch"
          class="switch"
          checked={on}
          aria-checked={on}
          aria-describedby={`about-${item.id}`}
          onChange={(event) => void call('switch-item', { id: item.id, on: event.currentTarget.checked })}
        />
        <strong>{t(`item.${item.id}`)}</strong>
        {listed !== undefined && (
          <span class={`tag ${listed.sensitivity}`}>{t(`item.sensitivity.${listed.sensitivity}`)}</span>
        )}
      </label>
      <div class="value" aria-live="polite">
        <Value item={item} />
      </div>
      <p id={`about-${item.id}`} class="about soft small">
        {first !== null && <strong class="first">{t(first)}</strong>} {t(`item.why.${item.id}`)}{' '}
        {listed !== undefined && t(`item.kept.${listed.kept}`)}
      </p>
      {item.id === 'router' && item.state === 'on' && <RouterFields typed={typed} />}
    </li>
  )
}

function Value({ item }: { item: Item }) {
  const { t } = useTexts()
  switch (item.state) {
    case 'off':
      return <p class="soft">{t('inventory.notCollected')}</p>
    case 'reading':
      return <p class="soft busy">{t('inventory.reading')}</p>
    case 'on':
      if (item.error !== null) return <p class="unread">{t(`error.${item.error}`)}</p>
      // Of the router only what stands in the fields below counts.
      if (item.id === 'router') return null
      return item.value === null ? <p class="unread">{t('check.unread')}</p> : <p>{item.value}</p>
  }
}
