import type { PcCheckArea } from '../shared/pc-check'
import { useTexts } from './texts'

/** Sign and colour of each state; what could not be read is neither good nor bad, and never looks good. */
const looks = {
  good: { sign: '✓', colour: 'pass' },
  attention: { sign: '!', colour: 'warn' },
  unread: { sign: '?', colour: 'unread' },
} as const satisfies Record<PcCheckArea['state'], { sign: string; colour: string }>

/** The result of the PC check, area by area: the same list for customer and operator. */
export function PcCheckLines({ areas }: { areas: readonly PcCheckArea[] }) {
  const { t } = useTexts()
  return (
    <ul class="lines card">
      {areas.map((area) => (
        <li key={area.id} data-area={area.id} data-state={area.state}>
          <strong>{t(`pc-check.area.${area.id}`)}</strong>
          <span>{t(`pc-check.finding.${area.finding}`)}</span>
          <span class={`verdict ${looks[area.state].colour}`}>
            <span aria-hidden="true">{looks[area.state].sign}</span>
            {t(`pc-check.state.${area.state}`)}
          </span>
          {area.details.length > 0 && (
            <ul class="details soft">
              {area.details.map((detail, place) => (
                // By place: two drives or programs may have one name.
                <li key={place}>{detail}</li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}
