import { useState } from 'preact/hooks'
import type { View } from '../shared/ipc'
import { LanguageSwitch } from '../ui/language-switch'
import { useTexts } from '../ui/texts'
import { call } from './bridge'
import { Managed } from './managed'
import { Receipts } from './receipts'
import { Stored } from './stored'
import { TextSizeSwitch } from './text-size'

/** Whose service it is, and what is at hand on every screen. */
export function Header({ view }: { view: View }) {
  const { t } = useTexts()
  // Receipts that were deleted are no longer offered.
  const [forgotten, setForgotten] = useState(0)
  return (
    <header class="head">
      <div class="head-row">
        <p class="brand">
          <img src="./mark.svg" alt="" width="28" height="28" /> {t('app.name')}
          <span class="soft">{view.company[view.language]}</span>
        </p>
        <div class="row tools">
          <Receipts screen={view.screen.name} forgotten={forgotten} />
          {!isInSession(view.screen) && <Stored onForgotten={() => setForgotten((times) => times + 1)} />}
          <TextSizeSwitch size={view.textSize} />
          <LanguageSwitch
            fixed={view.managed.languageFixed ? t('policy.language-fixed') : null}
            onChange={(language) => void call('set-language', language)}
          />
        </div>
      </div>
      <Managed managed={view.managed} />
    </header>
  )
}

/** From the code on its way to the end: nothing is deleted under a session. */
export const isInSession = (screen: View['screen']): boolean =>
  screen.name === 'approval' || screen.name === 'live' || (screen.name === 'code' && screen.state !== 'ready')
