import { useEffect, useId } from 'preact/hooks'
import { ROUTER_MASK, routerFields } from '../shared/inventory'
import { useTexts } from '../ui/texts'
import type { Question } from './questions'
import type { Talk } from './talk'

/** Looked up once, not left standing on a screen. */
const SHOWN_MS = 60_000

type RouterProps = { readonly router: Talk['router']; readonly onAsk: (question: Question) => void }

/** What the customer typed of the router: masked until the operator deliberately asks, and the customer sees that. */
export function RouterCard({ router, onAsk }: RouterProps) {
  const { t } = useTexts()
  const heading = useId()
  const shown = router.state === 'shown' ? router.router : null
  useEffect(() => {
    if (shown === null) return
    const timer = setTimeout(() => onAsk('router-hidden'), SHOWN_MS)
    return () => {
      clearTimeout(timer)
      // Also where the panel is closed: what is not on the screen is not shown, and the customer reads so.
      onAsk('router-hidden')
    }
  }, [shown, onAsk])
  return (
    <section data-testid="router" data-router={router.state}>
      <div class="row apart">
        <h2 id={heading}>{t('item.router')}</h2>
        <button
          type="button"
          class="button"
          aria-describedby={heading}
          aria-disabled={router.state === 'asked'}
          onClick={() => onAsk(shown === null ? 'router' : 'router-hidden')}
        >
          {t(shown === null ? 'console.router.show' : 'console.router.hide')}
        </button>
      </div>
      <dl class="card facts">
        {routerFields.map((field) => (
          <div key={field}>
            <dt>{t(`router.${field}`)}</dt>
            <dd data-field={field}>{shown === null ? ROUTER_MASK : shown[field] || '–'}</dd>
          </div>
        ))}
      </dl>
      <p class="soft" role="status">
        {t(shown === null ? 'console.router.masked' : 'console.router.shown')}
      </p>
    </section>
  )
}
