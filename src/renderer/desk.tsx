import { useTexts } from '../ui/texts'

type Props = { readonly phone: string; readonly hours: string }

/** Where to call and when: large enough to dial from. */
export function Desk({ phone, hours }: Props) {
  const { t } = useTexts()
  return (
    <dl class="desk facts card">
      <div>
        <dt>{t('desk.phone')}</dt>
        <dd class="phone">{phone}</dd>
      </div>
      <div>
        <dt>{t('desk.hours')}</dt>
        <dd>{hours}</dd>
      </div>
    </dl>
  )
}
