import type { ComponentChildren } from 'preact'
import { Heading } from '../ui/heading'
import { useTexts } from '../ui/texts'
import { Frame } from './frame'
import type { Wishes } from './page'
import type { Screen } from './screen'

type DeskProps = {
  readonly screen: Extract<Screen, { name: 'desk' }>
  readonly choose: ComponentChildren
  readonly wishes: Wishes
}

export function DeskScreen({ screen, choose, wishes }: DeskProps) {
  const { t } = useTexts()
  const { operator, asking, error } = screen
  const signOut = (
    <button class="button plain" type="button" onClick={wishes.signOut}>
      {t('console.desk.sign-out')}
    </button>
  )
  return (
    <Frame screen="desk" operator={operator} choose={choose} aside={signOut}>
      <section class="sheet">
        <Heading>{t('console.desk.heading')}</Heading>
        <p>{t('console.desk.lead')}</p>
        <div role="alert">{error !== null && <p class="notice fail">{t(`error.${error}`)}</p>}</div>
        <button
          class={`button primary large ${asking ? 'busy' : ''}`}
          type="button"
          aria-disabled={asking}
          onClick={wishes.openCode}
        >
          {t('console.desk.start')}
        </button>
        <div class="card shown-as">
          <h2>{t('console.desk.shown-as')}</h2>
          <p>
            <strong>{operator.name}</strong>
            <span class="soft">{operator.company}</span>
          </p>
          <p class="soft">{t('console.desk.shown-why')}</p>
        </div>
      </section>
    </Frame>
  )
}
