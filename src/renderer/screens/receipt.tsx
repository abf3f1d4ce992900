import type { Receipt } from '../../shared/receipt'
import { EnvironmentLines } from '../../ui/environment-lines'
import { InventoryLines } from '../../ui/inventory-lines'
import { useTexts } from '../../ui/texts'

/** What was agreed, sent and shown: the customer's own copy of the session. */
export function ReceiptCard({ receipt }: { receipt: Receipt }) {
  const { t, language } = useTexts()
  const time = (iso: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso))
  const { shown, sent } = receipt
  return (
    <section class="receipt card" aria-label={t('receipt.heading')} data-session={receipt.session}>
      <h2>{t('receipt.heading')}</h2>
      <dl>
        <Line name={t('receipt.operator')}>
          {receipt.operator.name} ({receipt.operator.company})
        </Line>
        <Line name={t('receipt.time')}>
          {time(receipt.joinedAt)} – {time(receipt.endedAt)}
        </Line>
        <Line name={t('receipt.documents')}>
          {receipt.documents
            .map((document) => `${t(`document.${document.id}`)} ${document.version}`)
            .join(', ')}
        </Line>
        <Line name={t('receipt.environment')}>{t(`verdict.${receipt.environment.verdict}`)}</Line>
        <Line name={t('receipt.shown')}>
          {shown === null ? t('receipt.notShown') : `${time(shown.from)} – ${time(shown.to)}`}
        </Line>
        <Line name={t('receipt.reason')}>{t(`ended.${receipt.reason}`)}</Line>
      </dl>
      <h3>{t('receipt.sent')}</h3>
      {receipt.approvedAt === null ? (
        <p class="soft">{t('receipt.nothingSent')}</p>
      ) : (
        <>
          <InventoryLines inventory={sent} />
          <h3>{t('receipt.sentEnvironment')}</h3>
          <EnvironmentLines checks={receipt.environment.sent} />
        </>
      )}
      <p class="soft small">{t('receipt.kept')}</p>
    </section>
  )
}

function Line({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
