import type { DeviceRecord } from '../shared/device'
import type { Profile } from '../shared/profile'
import { useTexts } from '../ui/texts'

type DeviceProps = {
  /** The id that the agent sent. */
  readonly certificate: string | null
  /** What the relay knows of the device that proved itself. */
  readonly device: DeviceRecord | null
  readonly service: Profile | null
}

/** Whether this PC was here before. The relay's word counts; an id that was only sent proves nothing. */
export function DeviceCard({ certificate, device, service }: DeviceProps) {
  const { t, language } = useTexts()
  const day = (iso: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'Asia/Tokyo' }).format(new Date(iso))
  const state = stateOf(certificate, device)
  const limit = service?.limits.inquiriesPerMonth
  return (
    <section data-testid="device" data-device={state}>
      <h2>{t('console.device.heading')}</h2>
      <p class={`notice ${looks[state]}`} role="status">
        {state === 'seen' && device?.lastSeenAt != null
          ? t('console.device.seen', { day: day(device.lastSeenAt) })
          : t(`console.device.${state === 'seen' ? 'new' : state}`)}
      </p>
      {device !== null && state !== 'differs' && (
        <p class="soft">
          {t('console.device.month', { count: device.sessionsThisMonth })}
          {limit !== undefined && ` ${t('console.device.limit', { count: limit })}`}
        </p>
      )}
      {(device?.id ?? certificate) !== null && <code class="id">{device?.id ?? certificate}</code>}
    </section>
  )
}

/** Only what was proven looks good. */
const looks = { new: '', seen: '', unproven: 'warn', differs: 'fail', revoked: 'fail' } as const

/** `unproven`: the relay has not (yet) confirmed the id. `differs`: it confirmed another one. */
function stateOf(certificate: string | null, device: DeviceRecord | null) {
  if (device === null) return 'unproven'
  if (device.state === 'revoked') return 'revoked'
  if (certificate !== null && certificate !== device.id) return 'differs'
  return device.state
}
