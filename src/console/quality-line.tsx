import { useEffect, useState } from 'preact/hooks'
import { useTexts } from '../ui/texts'
import type { FrameFigures } from './frame-figures'

type Quality = { readonly width: number; readonly height: number; readonly rate: number }

/** The picture's size in its own pixels, and how many frames came in the last second. */
export function QualityLine({ figures }: { figures: FrameFigures }) {
  const { t } = useTexts()
  const [quality, setQuality] = useState<Quality | null>(null)
  useEffect(() => {
    let before = figures.frames
    const timer = setInterval(() => {
      setQuality({ ...figures.size, rate: figures.frames - before })
      before = figures.frames
    }, 1_000)
    return () => clearInterval(timer)
  }, [figures])
  if (quality === null || quality.width === 0) return null
  return (
    <span class="figure" data-testid="quality">
      {quality.width} × {quality.height}
      <span class="spare"> · {t('console.session.rate', { rate: quality.rate })}</span>
    </span>
  )
}
