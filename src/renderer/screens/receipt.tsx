import type { KeptReceipt } from '../../shared/ipc'
import type { Language } from '../../shared/languages'
import type { PcCheckRequest } from '../../shared/pc-check'
import { EnvironmentLines } from '../../ui/environment-lines'
import { InventoryLines } from '../../ui/inventory-lines'
import { PcCheckLines } from '../../ui/pc-check-lines'
import { useTexts } from '../../ui/texts'
import { Answer, useAnswer } from '../answer'
import { call } from '../bridge'
import { HeldTimes, OtherDisplays, Stills } from '../shown-lines'

type CardProps = {
  readonly kept: KeptReceipt
  /** It could not be written: nothing here may say that it was. */
  readonly unwritten?: boolean
}

/** What was agreed, sent and shown: the customer's own copy of the session. */
export function ReceiptCard({ kept, unwritten = false }: CardProps) {
  const { t } = useTexts()
  const { receipt, record } = kept
  return (
    <section class="receipt card" aria-label={t('receipt.heading')} data-session={receipt.session}>
      <h2>{t('receipt.heading')}</h2>
      <Facts kept={kept} />
      <h3>{t('receipt.sent')}</h3>
      {receipt.approvedAt === null ? (
        <p class="soft">{t('receipt.nothingSent')}</p>
      ) : (
        <>
          <InventoryLines inventory={receipt.sent} />
          <h3>{t('receipt.sentEnvironment')}</h3>
          <EnvironmentLines checks={receipt.environment.sent} />
        </>
      )}
      {receipt.pcChecks.map((request) => (
        <PcCheckPast key={request.askedAt} request={request} />
      ))}
      <Export record={record.id} />
      {!unwritten && <p class="soft small">{t('receipt.kept')}</p>}
    </section>
  )
}

function Facts({ kept: { receipt, record } }: { kept: KeptReceipt }) {
  const { t, language } = useTexts()
  const format = formatIn(language)
  const time = useTime()
  const { shown } = receipt
  return (
    <dl class="facts">
      <Line name={t('paper.company')}>{receipt.service.company[language]}</Line>
      <Line name={t('paper.phone')}>{receipt.service.phone}</Line>
      <Line name={t('receipt.operator')}>
        {receipt.operator.name} ({receipt.operator.company})
      </Line>
      <Line name={t('receipt.time')}>
        {time(receipt.joinedAt)} – {time(receipt.endedAt)}
      </Line>
      <Line name={t('receipt.reason')}>{t(`ended.${receipt.reason}`)}</Line>
      <Line name={t('receipt.documents')}>
        {receipt.documents
          .map(({ acceptance }) =>
            t(acceptance.by === undefined ? 'receipt.document' : 'policy.receipt.document', {
              title: t(`document.${acceptance.id}`),
              version: acceptance.version,
            }),
          )
          .join(t('list.comma'))}
      </Line>
      <Line name={t('receipt.environment')}>{t(`verdict.${receipt.environment.verdict}`)}</Line>
      <Line name={t('receipt.shown')}>
        {shown === null ? t('receipt.notShown') : `${time(shown.from)} – ${time(shown.to)}`}
      </Line>
      <Line name={t('paper.held')}>
        <HeldTimes receipt={receipt} format={format} />
      </Line>
      <Line name={t('paper.others')}>
        <OtherDisplays receipt={receipt} format={format} />
      </Line>
      <Line name={t('paper.stills')}>
        <Stills receipt={receipt} format={format} />
      </Line>
      <Line name={t('paper.router-shown')}>
        {receipt.routerShown.length === 0
          ? t('paper.router-not-shown')
          : receipt.routerShown.map(time).join(t('list.comma'))}
      </Line>
      {/* This version does neither, and the receipt says so. */}
      <Line name={t('paper.controlled')}>{t('paper.controlled-nothing')}</Line>
      <Line name={t('paper.transferred')}>{t('paper.transferred-nothing')}</Line>
      {receipt.pcChecks.length === 0 && (
        <Line name={t('paper.section.pc-checks')}>{t('paper.pc-check-none')}</Line>
      )}
      <Line name={t('paper.version')}>{receipt.agentVersion}</Line>
      <Line name={t('paper.record')}>
        <span data-record={record.id}>
          {record.seq} ・ {record.hash.slice(0, SHORT_HASH)}
        </span>
      </Line>
    </dl>
  )
}

/** Enough to tell two records apart by eye; the whole hash is in what is saved. */
const SHORT_HASH = 12

function PcCheckPast({ request }: { request: PcCheckRequest }) {
  const { t } = useTexts()
  const time = useTime()
  const { answer, result } = request
  return (
    <>
      <h3>{t('pc-check.heading')}</h3>
      <p>
        {t('paper.pc-check-asked', { time: time(request.askedAt) })}{' '}
        {answer === 'refused'
          ? t('paper.pc-check-refused')
          : result === null
            ? t('paper.pc-check-open')
            : t('paper.pc-check-granted')}
      </p>
      {result !== null && <PcCheckLines areas={result.areas} />}
    </>
  )
}

function Export({ record }: { record: string }) {
  const { t } = useTexts()
  const [said, ask] = useAnswer()
  const save = (format: 'pdf' | 'json') => () =>
    void ask(call('save-receipt', { record, format }), 'receipt.saved')
  return (
    <>
      <div class="row">
        <button type="button" class="button" data-save="pdf" onClick={save('pdf')}>
          {t('receipt.save-pdf')}
        </button>
        <button type="button" class="button plain" data-save="json" onClick={save('json')}>
          {t('receipt.save-json')}
        </button>
      </div>
      <Answer said={said} />
    </>
  )
}

function useTime(): (iso: string) => string {
  const { language } = useTexts()
  const format = formatIn(language)
  return (iso) => format.format(new Date(iso))
}

const formatIn = (language: Language) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' })

function Line({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
