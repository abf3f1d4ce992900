import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useTexts } from '../ui/texts'
import { Frame } from './frame'
import type { Wishes } from './page'
import type { Screen } from './screen'

type SignInProps = {
  readonly screen: Extract<Screen, { name: 'sign-in' }>
  readonly choose: ComponentChildren
  readonly wishes: Wishes
}

export function SignInScreen({ screen, choose, wishes }: SignInProps) {
  const { t } = useTexts()
  const user = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => user.current?.focus(), [])
  // After a refusal the password is what is typed again; the name stays, and so does a password manager's entry.
  useEffect(() => {
    if (screen.error === 'sign-in-wrong') password.current?.select()
  }, [screen.error])

  const send = (event: Event) => {
    event.preventDefault()
    if (!screen.asking) wishes.signIn(user.current?.value ?? '', password.current?.value ?? '')
  }
  return (
    <Frame screen="sign-in" operator={null} choose={choose}>
      <form class="card sign-in" method="post" onSubmit={send} aria-labelledby="sign-in-heading">
        <h1 id="sign-in-heading">{t('console.sign-in.heading')}</h1>
        <label>
          <span>{t('console.sign-in.user')}</span>
          <input
            ref={user}
            name="username"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            maxLength={60}
            required
          />
        </label>
        <label>
          <span>{t('console.sign-in.password')}</span>
          <input
            ref={password}
            name="password"
            type="password"
            autocomplete="current-password"
            maxLength={200}
            required
          />
        </label>
        <div role="alert">
          {screen.error !== null && <p class="notice fail">{t(`error.${screen.error}`)}</p>}
        </div>
        <button
          class={`button primary ${screen.asking ? 'busy' : ''}`}
          type="submit"
          aria-disabled={screen.asking}
        >
          {t('console.sign-in.button')}
        </button>
      </form>
    </Frame>
  )
}
