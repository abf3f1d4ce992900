import { useTexts } from '../ui/texts'

/** For the moment in which the relay is asked who is signed in. */
export function StartingScreen() {
  const { t } = useTexts()
  return (
    <main class="starting" data-screen="starting">
      <h1 class="visually-hidden">{t('console.title.starting')}</h1>
      <p class="soft busy" role="status">
        {t('console.starting')}
      </p>
    </main>
  )
}
