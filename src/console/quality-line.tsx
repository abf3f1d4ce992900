import type { SendingLimit } from '../shared/picture'
import { useTexts } from '../ui/texts'
import type { Meter } from './meter'
import { useQuality } from './use-quality'

type LineProps = { readonly meter: Meter; readonly limit: SendingLimit }

/** The picture's size in its own pixels, how many frames came in the last second, and how long they took. */
export function QualityLine({ meter, limit }: LineProps) {
  const { t } = useTexts()
  const quality = useQuality(meter)
  if (quality === null || quality.width === 0) return null
  return (
    <span class="figure" data-testid="quality">
      {quality.width} × {quality.height}
      <span class="spare"> · {t('console.session.rate', { rate: quality.rate })}</span>
      {quality.latencyMs !== null && (
        <span class="spare"> · {t('console.quality.ms', { ms: quality.latencyMs })}</span>
      )}
      {limit !== 'none' && <span class="limit"> · {t(`console.quality.limit.${limit}`)}</span>}
    </span>
  )
}
