import { useEffect, useState } from 'preact/hooks'
import type { Meter } from './meter'
import type { Quality } from './quality'

/** The figures of the last second, anew every second. */
export function useQuality(meter: Meter): Quality | null {
  const [quality, setQuality] = useState(meter.quality)
  useEffect(() => meter.watch(() => setQuality(meter.quality)), [meter])
  return quality
}
