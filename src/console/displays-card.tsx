import type { DisplayInfo } from '../shared/picture'
import { useTexts } from '../ui/texts'
import type { Question } from './questions'
import { mayAskOthers, type Sight } from './sight'
import { Thumbnail } from './thumbnail'

type DisplaysProps = { readonly sight: Sight; readonly onAsk: (question: Question) => void }

/** The customer's displays: which one is shown, and a click to ask for another. */
export function DisplaysCard({ sight, onAsk }: DisplaysProps) {
  const { t } = useTexts()
  const { displays, shown, others, thumbnails } = sight
  if (displays === null) return null
  const several = displays.length > 1
  const may = mayAskOthers(sight)
  const waiting = sight.asking || others === 'asked'
  return (
    <section data-testid="displays" data-others={others}>
      <div class="row apart">
        <h2>{t('console.displays.heading')}</h2>
        {several && others !== 'refused' && (
          <button class="button" type="button" aria-disabled={!may} onClick={() => onAsk('thumbnails')}>
            {t('console.displays.all')}
          </button>
        )}
      </div>
      <ul class="displays">
        {displays.map((display, place) => (
          <li key={display.id}>
            <DisplayChoice
              display={display}
              number={place + 1}
              isShown={display.id === shown}
              may={may && display.id !== shown}
              image={thumbnails.images[display.id] ?? null}
              onAsk={() => onAsk({ display: display.id })}
            />
          </li>
        ))}
      </ul>
      <p class="soft" role="status">
        {waiting && others !== 'granted' && t('console.displays.asked')}
        {others === 'refused' && t('console.displays.refused')}
        {several && others === 'unasked' && !waiting && t('console.displays.what')}
      </p>
    </section>
  )
}

type ChoiceProps = {
  readonly display: DisplayInfo
  readonly number: number
  readonly isShown: boolean
  readonly may: boolean
  readonly image: string | null
  readonly onAsk: () => void
}

function DisplayChoice({ display, number, isShown, may, image, onAsk }: ChoiceProps) {
  const { t } = useTexts()
  const { width, height, label, primary, scale } = display
  return (
    <button
      class="display"
      type="button"
      data-display={display.id}
      aria-current={isShown}
      aria-disabled={!may}
      onClick={onAsk}
    >
      <span class="display-shape" aria-hidden="true">
        <Thumbnail image={image} width={width} height={height} number={number} />
      </span>
      <span class="display-text">
        <strong>{label ?? t('console.displays.number', { number })}</strong>
        <span class="soft">
          {width} × {height}
          {scale !== 1 && ` · ${Math.round(scale * 100)}\u00a0%`}
          {primary && ` · ${t('console.displays.primary')}`}
        </span>
        {isShown && <span class="now">{t('console.displays.shown')}</span>}
      </span>
    </button>
  )
}
