import { useEffect, useState } from 'preact/hooks'
import type { Translate } from '../shared/texts'
import { useTexts } from '../ui/texts'

/** The time, once a second. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** So long, in minutes and seconds. */
export function durationText(ms: number, t: Translate): string {
  const whole = Math.max(0, Math.round(ms / 1000))
  const minutes = Math.floor(whole / 60)
  const seconds = whole % 60
  if (minutes === 0) return t('live.time.seconds', { seconds })
  return seconds === 0 ? t('live.time.minutes', { minutes }) : t('live.time.both', { minutes, seconds })
}

type Props = { readonly name: 'live.time-left' | 'live.lost.since'; readonly ms: number }

/** A time that runs. It is not read out every second: whoever wants to know comes to it. */
export function Clock({ name, ms }: Props) {
  const { t } = useTexts()
  const time = durationText(ms, t)
  return (
    <p class="clock" role="timer">
      {name === 'live.time-left' ? t('live.time-left', { time }) : t('live.lost.since', { time })}
    </p>
  )
}

/** Counts down to a time (ISO 8601). */
export function Countdown({ until }: { until: string }) {
  return <Clock name="live.time-left" ms={Date.parse(until) - useNow()} />
}
