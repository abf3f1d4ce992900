import type { ComponentChildren } from 'preact'
import { Heading } from '../ui/heading'
import { useTexts } from '../ui/texts'
import { clockText } from './clock-text'
import { Frame } from './frame'
import type { FrameFigures } from './frame-figures'
import type { Wishes } from './page'
import type { Screen } from './screen'

type EndedProps = {
  readonly screen: Extract<Screen, { name: 'ended' }>
  readonly choose: ComponentChildren
  readonly figures: FrameFigures
  readonly wishes: Wishes
}

export function EndedScreen({ screen, choose, figures, wishes }: EndedProps) {
  const { t } = useTexts()
  const { ending, seconds, operator } = screen
  const calm = ending.reason === 'operator' || ending.reason === 'customer'
  return (
    <Frame screen="ended" operator={operator} choose={choose}>
      <section
        class="sheet"
        data-reason={ending.reason}
        data-refused={ending.refused?.error}
        data-first-frame={figures.first ?? undefined}
        data-last-frame={figures.last ?? undefined}
        data-frames={figures.frames}
      >
        <Heading>{t('console.ended.heading')}</Heading>
        <div role="status" class={`notice ${calm ? '' : 'warn'}`}>
          {ending.refused === null ? (
            <p>{t(`reason.${ending.reason}`)}</p>
          ) : (
            <p>
              {t('console.ended.refused')} <code>{`${ending.refused.error} (${ending.refused.field})`}</code>
            </p>
          )}
        </div>
        <dl class="card facts">
          <div>
            <dt>{t('console.ended.duration')}</dt>
            <dd>{clockText(seconds)}</dd>
          </div>
          <div>
            <dt>{t('console.ended.shown')}</dt>
            <dd>
              {figures.first === null ? t('console.ended.not-shown') : clockText(shownSeconds(figures))}
            </dd>
          </div>
          <div>
            <dt>{t('console.ended.stays')}</dt>
            <dd>
              {figures.stills === 0
                ? t('console.ended.nothing-stays')
                : t('console.ended.stills-stay', { count: figures.stills })}
            </dd>
          </div>
        </dl>
        <div class="row">
          <button class="button primary" type="button" onClick={wishes.toDesk}>
            {t('console.to-desk')}
          </button>
        </div>
      </section>
    </Frame>
  )
}

const shownSeconds = ({ first, last }: FrameFigures): number => ((last ?? 0) - (first ?? 0)) / 1_000
