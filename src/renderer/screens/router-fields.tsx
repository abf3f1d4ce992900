import { useEffect, useRef, useState } from 'preact/hooks'
import type { Router } from '../../shared/inventory'
import type { Screen } from '../../shared/ipc'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'

type Field = keyof Router
const fields = ['model', 'account', 'password'] as const satisfies readonly Field[]
/** Characters, as main takes them. */
const LONGEST = 100
/** After the last key; leaving a field sends at once. */
const PAUSE_MS = 300

/** What only the customer can type. It lives in these fields and in main's memory; main never sends it back. */
export function RouterFields({ typed }: { typed: Extract<Screen, { name: 'inventory' }>['routerTyped'] }) {
  const { t } = useTexts()
  const [shown, setShown] = useState(false)
  const router = useRef<Router>({ model: '', account: '', password: '' })
  const pause = useRef<ReturnType<typeof setTimeout> | null>(null)
  const stop = () => {
    if (pause.current !== null) clearTimeout(pause.current)
    pause.current = null
  }
  useEffect(() => stop, [])
  const send = () => {
    if (pause.current === null) return
    stop()
    void call('type-router', router.current)
  }
  const change = (field: Field, text: string) => {
    router.current = { ...router.current, [field]: text }
    stop()
    pause.current = setTimeout(send, PAUSE_MS)
  }
  return (
    <div class="router">
      {fields.map((field) => (
        <div key={field} class="field">
          <label for={`router-${field}`}>{t(`router.${field}`)}</label>
          <input
            id={`router-${field}`}
            {...(field === 'password' && !shown ? { type: 'password' as const } : { type: 'text' as const })}
            autoComplete="off"
            autoCapitalize="off"
            spellcheck={false}
            maxLength={LONGEST}
            data-router={field}
            onInput={(event) => change(field, event.currentTarget.value)}
            onBlur={send}
          />
          {field === 'password' && (
            <button
              type="button"
              class="button plain"
              aria-controls="router-password"
              onClick={() => setShown(!shown)}
            >
              {shown ? t('router.hide') : t('router.show')}
            </button>
          )}
          <span class="filled" aria-live="polite" data-typed={typed.includes(field)}>
            {typed.includes(field) && `✓ ${t('router.typed')}`}
          </span>
        </div>
      ))}
      <p class="small">{t('inventory.routerNote')}</p>
    </div>
  )
}
