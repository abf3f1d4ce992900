import type { TextSize } from '../shared/ipc'
import { textSizes } from '../shared/text-sizes'
import { useTexts } from '../ui/texts'
import { call } from './bridge'

/** One step smaller or larger. At either end the button stays where it is, so that the focus does. */
export function TextSizeSwitch({ size }: { size: TextSize }) {
  const { t } = useTexts()
  const place = textSizes.indexOf(size)
  const smaller = textSizes[place - 1]
  const larger = textSizes[place + 1]
  const step = (to: TextSize | undefined) => {
    if (to !== undefined) void call('set-text-size', to)
  }
  return (
    <fieldset class="text-size" aria-label={t('text-size.label')}>
      <button
        type="button"
        class="button plain smaller"
        aria-label={t('text-size.smaller')}
        title={t('text-size.smaller')}
        aria-disabled={smaller === undefined}
        onClick={() => step(smaller)}
      >
        <span aria-hidden="true">{t('text-size.letter')}−</span>
      </button>
      <output aria-label={t('text-size.label')}>{size}%</output>
      <button
        type="button"
        class="button plain larger"
        aria-label={t('text-size.larger')}
        title={t('text-size.larger')}
        aria-disabled={larger === undefined}
        onClick={() => step(larger)}
      >
        <span aria-hidden="true">{t('text-size.letter')}＋</span>
      </button>
    </fieldset>
  )
}
