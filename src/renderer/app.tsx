import { useEffect } from 'preact/hooks'
import { assertNever } from '../shared/errors'
import type { Screen, View } from '../shared/ipc'
import { LanguageSwitch } from '../ui/language-switch'
import { TextsProvider, textsIn } from '../ui/texts'
import { call } from './bridge'
import { Receipts } from './receipts'
import { ApprovalScreen } from './screens/approval'
import { CodeScreen } from './screens/code'
import { DocumentsScreen } from './screens/documents'
import { EndedScreen } from './screens/ended'
import { EnvironmentScreen } from './screens/environment'
import { InventoryScreen } from './screens/inventory'
import { LiveScreen } from './screens/live'
import { Steps } from './steps'

/** Shows main's view, nothing more: every button sends a wish and waits for the next view. */
export function App({ view }: { view: View }) {
  const texts = textsIn(view.language)
  const title = texts.t('app.name')
  useEffect(() => {
    document.documentElement.lang = view.language
    document.title = title
  }, [view.language, title])
  return (
    <TextsProvider value={texts}>
      <header class="head">
        <p class="brand">
          <img src="./mark.svg" alt="" width="28" height="28" /> {title}
          <span class="soft">{view.company[view.language]}</span>
        </p>
        <div class="row">
          <Receipts screen={view.screen.name} />
          <LanguageSwitch onChange={(language) => void call('set-language', language)} />
        </div>
      </header>
      <Steps screen={view.screen.name} />
      <main key={view.screen.name} data-screen={view.screen.name}>
        {screenOf(view.screen, view)}
      </main>
    </TextsProvider>
  )
}

function screenOf(screen: Screen, view: View) {
  switch (screen.name) {
    case 'documents':
      return <DocumentsScreen screen={screen} />
    case 'environment':
      return <EnvironmentScreen screen={screen} phone={view.phone} hours={view.hours[view.language]} />
    case 'inventory':
      return <InventoryScreen screen={screen} />
    case 'code':
      return <CodeScreen screen={screen} />
    case 'approval':
      return <ApprovalScreen screen={screen} />
    case 'live':
      return <LiveScreen screen={screen} />
    case 'ended':
      return <EndedScreen screen={screen} phone={view.phone} />
    case 'closed':
      return null
    default:
      return assertNever(screen)
  }
}
