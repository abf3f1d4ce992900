import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Screen } from '../../shared/ipc'
import { Heading } from '../../ui/heading'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'

/** The six digits that the operator reads out. */
export function CodeScreen({ screen }: { screen: Extract<Screen, { name: 'code' }> }) {
  const { t } = useTexts()
  const [code, setCode] = useState('')
  const [short, setShort] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const busy = screen.state !== 'ready'
  useLayoutEffect(() => field.current?.focus(), [])
  const submit = (event: Event) => {
    event.preventDefault()
    if (busy) return
    if (code.length === 6) void call('enter-code', code)
    else {
      setShort(true)
      field.current?.focus()
    }
  }
  const problem = short ? t('code.short') : screen.error === null ? null : t(`error.${screen.error}`)
  return (
    <form class="code" onSubmit={submit}>
      <Heading focus={false}>{t('code.heading')}</Heading>
      <p id="code-intro">{t('code.intro')}</p>
      <label for="code">{t('code.label')}</label>
      <input
        id="code"
        ref={field}
        class="digits"
        inputMode="numeric"
        autoComplete="off"
        value={code}
        readOnly={busy}
        aria-invalid={problem !== null}
        aria-describedby="code-problem code-intro"
        onInput={(event) => {
          // People paste spaces and hyphens, and Japanese keyboards type full-width digits.
          const digits = event.currentTarget.value.normalize('NFKC').replace(/\D/g, '').slice(0, 6)
          setCode(digits)
          setShort(false)
          event.currentTarget.value = digits
        }}
      />
      <p id="code-problem" class={problem === null ? 'visually-hidden' : 'notice fail'} role="alert">
        {problem}
      </p>
      {busy && (
        <p class="notice busy" role="status">
          {screen.state === 'joining' && screen.operator !== null
            ? t('code.joining', { operator: screen.operator.name, company: screen.operator.company })
            : t('code.connecting')}
        </p>
      )}
      <div class="row">
        <button type="submit" class="button primary" aria-disabled={busy}>
          {t('code.submit')}
        </button>
        {screen.state === 'joining' && (
          <button type="button" class="button" onClick={() => void call('disconnect', undefined)}>
            {t('code.cancel')}
          </button>
        )}
      </div>
    </form>
  )
}
