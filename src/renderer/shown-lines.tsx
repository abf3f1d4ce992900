import type { Receipt } from '../shared/receipt'
import { useTexts } from '../ui/texts'

type Props = { readonly receipt: Receipt; readonly format: Intl.DateTimeFormat }

/** The times without a picture, each with why; the same on the screen and on paper. */
export function HeldTimes({ receipt: { held }, format }: Props) {
  const { t } = useTexts()
  if (held.length === 0) return <>{t('paper.held-none')}</>
  return (
    <ul class="times">
      {held.map(({ from, to, why }) => (
        <li key={from} data-held={why}>
          {format.format(new Date(from))} – {format.format(new Date(to))} ・ {t(`paper.held.${why}`)}
        </li>
      ))}
    </ul>
  )
}

/** Whether more than one display was allowed, and when another than the first came to be shown. */
export function OtherDisplays({ receipt: { otherDisplays }, format }: Props) {
  const { t } = useTexts()
  if (otherDisplays === null) return <>{t('paper.others-unasked')}</>
  const { askedAt, answer, shownAt } = otherDisplays
  const time = (iso: string) => format.format(new Date(iso))
  return (
    <ul class="times" data-others={answer ?? 'unanswered'}>
      <li>
        {t('paper.asked', { time: time(askedAt) })} <Answered answer={answer} />
      </li>
      {answer === 'granted' && shownAt.length === 0 && <li>{t('paper.others-not-shown')}</li>}
      {shownAt.map((at) => (
        <li key={at}>{t('paper.others-shown', { time: time(at) })}</li>
      ))}
    </ul>
  )
}

/** Each wish for a still, and its answer. */
export function Stills({ receipt: { stills }, format }: Props) {
  const { t } = useTexts()
  if (stills.length === 0) return <>{t('paper.stills-none')}</>
  return (
    <ul class="times">
      {stills.map(({ askedAt, answer }) => (
        <li key={askedAt} data-still={answer ?? 'unanswered'}>
          {t('paper.asked', { time: format.format(new Date(askedAt)) })} <Answered answer={answer} />
        </li>
      ))}
    </ul>
  )
}

function Answered({ answer }: { answer: 'granted' | 'refused' | null }) {
  const { t } = useTexts()
  if (answer === null) return <>{t('paper.unanswered')}</>
  return <>{answer === 'granted' ? t('paper.granted') : t('paper.refused')}</>
}
