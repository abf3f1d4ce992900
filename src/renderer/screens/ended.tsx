import type { Screen } from '../../shared/ipc'
import { Heading } from '../../ui/heading'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'
import { ReceiptCard } from './receipt'

type Ended = Extract<Screen, { name: 'ended' }>

export function EndedScreen({ screen, phone }: { screen: Ended; phone: string }) {
  const { t } = useTexts()
  const scam = screen.reason === 'scam'
  return (
    <>
      <Heading>{scam ? t('stop.heading') : t('ended.heading')}</Heading>
      <p class={scam ? 'notice fail' : 'notice'}>{scam ? t('stop.body') : t(`ended.${screen.reason}`)}</p>
      {scam && (
        <ul class="hotlines card">
          <li>
            <strong>188</strong> {t('stop.hotline')}
          </li>
          <li>
            <strong>#9110</strong> {t('stop.police')}
          </li>
        </ul>
      )}
      <p>
        {t('desk.phone')} <strong>{phone}</strong>
      </p>
      {screen.receipt !== null && <ReceiptCard receipt={screen.receipt} />}
      <footer class="foot row end">
        <button type="button" class="button" onClick={() => void call('restart', undefined)}>
          {t('ended.again')}
        </button>
        <button type="button" class="button primary" onClick={() => void call('quit', undefined)}>
          {t('ended.quit')}
        </button>
      </footer>
    </>
  )
}
