import { useLayoutEffect } from 'preact/hooks'
import { assertNever } from '../shared/errors'
import type { Screen, View } from '../shared/ipc'
import { TextsProvider, textsIn } from '../ui/texts'
import { About } from './about'
import { Header, isInSession } from './header'
import { ManagedFault } from './managed'
import { ApprovalScreen } from './screens/approval'
import { CodeScreen } from './screens/code'
import { DocumentsScreen } from './screens/documents'
import { EndedScreen } from './screens/ended'
import { EnvironmentScreen } from './screens/environment'
import { InventoryScreen } from './screens/inventory'
import { LiveScreen } from './screens/live'
import { Steps } from './steps'
import { UpdateBanner, UpdateRequired } from './update'

/** Shows main's view, nothing more: every button sends a wish and waits for the next view. */
export function App({ view }: { view: View }) {
  const texts = textsIn(view.language)
  const title = texts.t('app.name')
  useLayoutEffect(() => {
    document.documentElement.lang = view.language
    document.title = title
    document.documentElement.dataset.textSize = String(view.textSize)
  }, [view.language, view.textSize, title])
  return (
    <TextsProvider value={texts}>
      <Header view={view} />
      <Steps screen={view.screen.name} />
      <ManagedFault view={view} />
      {view.update !== null && !isOnlyUpdate(view) && !isWarning(view.screen) && (
        <UpdateBanner update={view.update} />
      )}
      <main key={view.screen.name} data-screen={view.screen.name}>
        {screenOf(view.screen, view)}
      </main>
      {!isInSession(view.screen) && <About />}
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
      return <InventoryScreen screen={screen} managed={view.managed} />
    case 'code':
      if (isOnlyUpdate(view) && view.update !== null)
        return <UpdateRequired update={view.update} phone={view.phone} hours={view.hours[view.language]} />
      return <CodeScreen screen={screen} phone={view.phone} hours={view.hours[view.language]} />
    case 'approval':
      return <ApprovalScreen screen={screen} />
    case 'live':
      return <LiveScreen screen={screen} />
    case 'ended':
      return <EndedScreen screen={screen} phone={view.phone} hours={view.hours[view.language]} />
    case 'closed':
      return null
    default:
      return assertNever(screen)
  }
}

/** Whoever has just met somebody suspicious reads what to do now, and nothing else before it. */
const isWarning = (screen: Screen): boolean => screen.name === 'ended' && screen.report !== null

/** Before a version that must be replaced gives a code, there is nothing else to do. */
const isOnlyUpdate = ({ screen, update }: View): boolean =>
  screen.name === 'code' && update?.required === true
