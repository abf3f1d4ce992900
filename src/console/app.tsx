import { useEffect, useLayoutEffect, useReducer, useState } from 'preact/hooks'
import { assertNever } from '../shared/errors'
import type { Language } from '../shared/languages'
import { LanguageSwitch } from '../ui/language-switch'
import { TextsProvider, textsIn } from '../ui/texts'
import { CodeScreen } from './code-screen'
import { DeskScreen } from './desk-screen'
import { EndedScreen } from './ended-screen'
import { keepLanguage, readLanguage } from './language-choice'
import type { Page } from './page'
import type { Screen } from './screen'
import { SessionScreen } from './session-screen'
import { SignInScreen } from './sign-in-screen'
import { StartingScreen } from './starting-screen'

/** One screen at a time, in the operator's language. */
export function App({ page }: { page: Page }) {
  const [language, setLanguage] = useState(readLanguage)
  const [, draw] = useReducer<number, void>((count) => count + 1, 0)
  // Before the screen is painted: a change between the first drawing and the watching would never be shown.
  useLayoutEffect(() => page.watch(() => draw()), [page])

  const texts = textsIn(language)
  const { screen } = page
  useEffect(() => {
    document.documentElement.lang = language
    document.title = `${texts.t(`console.title.${screen.name}`)} · ${texts.t('app.name')}`
  }, [language, screen.name, texts])

  const onChoice = (chosen: Language) => {
    keepLanguage(chosen)
    setLanguage(chosen)
  }
  const choose = <LanguageSwitch onChange={onChoice} />
  return <TextsProvider value={texts}>{screenFor(screen, page, choose)}</TextsProvider>
}

function screenFor(screen: Screen, page: Page, choose: preact.ComponentChildren) {
  const { wishes } = page
  switch (screen.name) {
    case 'starting':
      return <StartingScreen />
    case 'sign-in':
      return <SignInScreen screen={screen} choose={choose} wishes={wishes} />
    case 'desk':
      return <DeskScreen screen={screen} choose={choose} wishes={wishes} />
    case 'code':
      return <CodeScreen screen={screen} choose={choose} wishes={wishes} />
    case 'session':
      return (
        <SessionScreen
          screen={screen}
          choose={choose}
          picture={page.picture}
          figures={page.figures}
          meter={page.meter}
          onEnd={wishes.endSession}
          onAsk={wishes.ask}
        />
      )
    case 'ended':
      return <EndedScreen screen={screen} choose={choose} figures={page.figures} wishes={wishes} />
    default:
      return assertNever(screen)
  }
}
