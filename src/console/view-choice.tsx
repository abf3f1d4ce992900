import { useTexts } from '../ui/texts'
import type { FullScreen } from './use-full-screen'
import { LEAST, MOST, type View } from './view'

type ViewChoiceProps = {
  readonly view: View
  readonly onView: (view: 'fit' | 'actual') => void
  readonly onZoom: (by: 1 | -1) => void
  readonly full: FullScreen
}

/** How large the picture is. */
export function ViewChoice({ view, onView, onZoom, full }: ViewChoiceProps) {
  const { t } = useTexts()
  const least = !view.fit && view.percent <= LEAST
  const most = !view.fit && view.percent >= MOST
  return (
    <fieldset class="choice" aria-label={t('console.session.size')}>
      <button class="button plain" type="button" aria-pressed={view.fit} onClick={() => onView('fit')}>
        {t('console.session.fit')}
      </button>
      <button
        class="button plain"
        type="button"
        aria-pressed={!view.fit && view.percent === 100}
        onClick={() => onView('actual')}
      >
        {t('console.session.actual')}
      </button>
      <button
        class="button plain sign"
        type="button"
        aria-label={t('console.view.smaller')}
        aria-disabled={least}
        onClick={() => onZoom(-1)}
      >
        −
      </button>
      <span class="figure percent" role="status" data-testid="zoom">
        {view.fit ? '' : `${view.percent} %`}
      </span>
      <button
        class="button plain sign"
        type="button"
        aria-label={t('console.view.larger')}
        aria-disabled={most}
        onClick={() => onZoom(1)}
      >
        +
      </button>
      <button class="button plain" type="button" aria-pressed={full.on} onClick={full.toggle}>
        {t('console.view.full')}
      </button>
    </fieldset>
  )
}
