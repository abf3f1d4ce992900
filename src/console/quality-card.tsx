import type { SendingLimit } from '../shared/picture'
import { useTexts } from '../ui/texts'
import type { Meter } from './meter'
import { isQuiet } from './quality'
import { useQuality } from './use-quality'

type CardProps = { readonly meter: Meter; readonly limit: SendingLimit }

/** How good the connection is, anew every second; a screen reader reads it when it is wanted. */
export function QualityCard({ meter, limit }: CardProps) {
  const { t } = useTexts()
  const quality = useQuality(meter)
  if (quality === null) return null
  const { latencyMs, roundTripMs, lossPercent, codec, path } = quality
  const ms = (value: number | null) => (value === null ? '–' : t('console.quality.ms', { ms: value }))
  const lines = [
    ['latency', ms(latencyMs)],
    ['round-trip', ms(roundTripMs)],
    ['rate', t('console.session.rate', { rate: quality.rate })],
    ['resolution', quality.width === 0 ? '–' : `${quality.width} × ${quality.height}`],
    ['bandwidth', `${quality.mbits.toFixed(2)} Mbit/s`],
    ['loss', lossPercent === null ? '–' : `${lossPercent.toFixed(1)} %`],
    ['codec', codec ?? '–'],
    ['path', path === null ? '–' : t(`console.quality.path.${path}`)],
  ] as const
  return (
    <section data-testid="quality-card" data-path={path ?? undefined}>
      <h2>{t('console.quality.heading')}</h2>
      {limit !== 'none' && <p class="soft">{t(`console.quality.limit-why.${limit}`)}</p>}
      {isQuiet(quality) && <p class="notice warn">{t('console.state.quiet')}</p>}
      <dl class="card figures">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`console.quality.${name}`)}</dt>
            <dd data-testid={`quality-${name}`}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
