import type { Screen } from '../../shared/ipc'
import { Heading } from '../../ui/heading'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'
import { Desk } from '../desk'
import { ReceiptCard } from './receipt'
import { ReportState } from './report'

type Ended = Extract<Screen, { name: 'ended' }>

type Props = { readonly screen: Ended; readonly phone: string; readonly hours: string }

export function EndedScreen({ screen, phone, hours }: Props) {
  const { t } = useTexts()
  const scam = screen.reason === 'scam'
  return (
    <>
      <Heading>{scam ? t('stop.heading') : t('ended.heading')}</Heading>
      <p class={scam ? 'notice fail' : 'notice'}>{scam ? t('stop.body') : t(`ended.${screen.reason}`)}</p>
      {screen.report !== null && <ReportState report={screen.report} />}
      {screen.reason === 'reported' && <p>{t('report.advice')}</p>}
      {screen.report !== null && (
        <ul class="hotlines card">
          <li>
            <strong>188</strong> {t('stop.hotline')}
          </li>
          <li>
            <strong>#9110</strong> {t('stop.police')}
          </li>
        </ul>
      )}
      <Desk phone={phone} hours={hours} />
      {screen.unwritten && (
        <p class="notice fail" role="alert">
          {t('ended.unwritten')}
        </p>
      )}
      {screen.receipt !== null && <ReceiptCard kept={screen.receipt} unwritten={screen.unwritten} />}
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
