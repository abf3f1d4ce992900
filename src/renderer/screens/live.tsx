import type { Screen } from '../../shared/ipc'
import { Heading } from '../../ui/heading'
import { useTexts } from '../../ui/texts'
import { Words } from '../../ui/words'
import { call } from '../bridge'
import { PcCheckPart } from './pc-check'

export function LiveScreen({ screen }: { screen: Extract<Screen, { name: 'live' }> }) {
  const { t, language } = useTexts()
  const { routerShown, routerShownAt } = screen
  return (
    <>
      <Heading>{t('live.heading', { operator: screen.operator.name })}</Heading>
      <p class={screen.sharing ? 'notice fail' : 'notice busy'} role="status">
        {screen.sharing ? t('live.sharing') : t('live.starting')}
      </p>
      <div role="status" data-router-shown={routerShown}>
        {routerShown && (
          <p class="notice warn">
            <strong>{t('live.routerShown')}</strong>
          </p>
        )}
      </div>
      {!routerShown && routerShownAt !== null && (
        <p class="soft" data-router-shown-at={routerShownAt}>
          {t('live.routerWasShown', {
            time: new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(new Date(routerShownAt)),
          })}
        </p>
      )}
      {screen.pcCheck !== null && (
        <PcCheckPart key={screen.pcCheck.askedAt} request={screen.pcCheck} areas={screen.pcCheckAreas} />
      )}
      <p>{t('live.body')}</p>
      <h2>{t('words.label')}</h2>
      <Words words={screen.words} />
      <footer class="foot row end">
        <button type="button" class="button stop" onClick={() => void call('disconnect', undefined)}>
          {t('live.disconnect')}
        </button>
      </footer>
    </>
  )
}
