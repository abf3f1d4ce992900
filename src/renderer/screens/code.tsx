import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { opensText } from '../../shared/hours'
import type { Screen } from '../../shared/ipc'
import { Heading } from '../../ui/heading'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'
import { Desk } from '../desk'
import { RelayRefusedScreen } from './relay-refused'

type Code = Extract<Screen, { name: 'code' }>
type Props = { readonly screen: Code; readonly phone: string; readonly hours: string }

/** The way in while the desk is open; outside its hours when it opens, and nothing to enter. */
export function CodeScreen({ screen, phone, hours }: Props) {
  const { desk, error } = screen
  if (error === 'relay-key-changed' || error === 'relay-unproven') return <RelayRefusedScreen error={error} />
  return desk.open || screen.state !== 'ready' ? (
    <CodeForm screen={screen} />
  ) : (
    <DeskClosed opensAt={desk.opensAt} phone={phone} hours={hours} />
  )
}

type Closed = { readonly opensAt: string | null; readonly phone: string; readonly hours: string }

function DeskClosed({ opensAt, phone, hours }: Closed) {
  const { t, language } = useTexts()
  return (
    <>
      <Heading>{t('code.closed')}</Heading>
      <p class="notice warn" data-desk="closed">
        {opensAt === null ? t('code.opensUnknown') : t('code.opens', { time: opensText(opensAt, language) })}
      </p>
      <p>{t('code.closedBody')}</p>
      <Desk phone={phone} hours={hours} />
      <div class="row">
        <Reconsider />
      </div>
    </>
  )
}

function Reconsider() {
  const { t } = useTexts()
  return (
    <button type="button" class="button plain" onClick={() => void call('reconsider', undefined)}>
      {t('code.reconsider')}
    </button>
  )
}

/** The six digits that the operator reads out. */
function CodeForm({ screen }: { screen: Code }) {
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
        {screen.state === 'ready' && <Reconsider />}
        {screen.state === 'joining' && (
          <button type="button" class="button" onClick={() => void call('disconnect', undefined)}>
            {t('code.cancel')}
          </button>
        )}
      </div>
    </form>
  )
}
