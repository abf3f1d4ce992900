import type { ComponentChildren } from 'preact'
import type { KeptReceipt } from '../shared/ipc'
import type { Language } from '../shared/languages'
import type { PcCheckRequest } from '../shared/pc-check'
import type { AcceptedDocument, Receipt } from '../shared/receipt'
import { EnvironmentLines } from '../ui/environment-lines'
import { InventoryLines } from '../ui/inventory-lines'
import { PcCheckLines } from '../ui/pc-check-lines'
import { useTexts } from '../ui/texts'
import { Verdict } from '../ui/verdict'
import { HeldTimes, OtherDisplays, Stills } from './shown-lines'

/** The whole receipt on paper, every field of it: who, when, what was agreed, sent and shown, and how to prove it. */
export function PaperReceipt({ kept }: { kept: KeptReceipt }) {
  const { t } = useTexts()
  const { receipt } = kept
  return (
    <article>
      <h1>{t('paper.receipt.title')}</h1>
      <p>{t('paper.receipt.intro')}</p>
      <Session receipt={receipt} />
      <Section name={t('paper.section.done')}>
        <Done receipt={receipt} />
      </Section>
      <Section name={t('paper.section.sent')}>
        {receipt.approvedAt === null ? (
          <p>{t('paper.nothing-sent')}</p>
        ) : (
          <InventoryLines inventory={receipt.sent} />
        )}
      </Section>
      <Section name={t('paper.section.environment')}>
        <dl>
          <Line name={t('paper.result')}>
            <Verdict verdict={receipt.environment.verdict} />
          </Line>
        </dl>
        {receipt.environment.sent.length === 0 ? (
          <p>{t('paper.environment-not-sent')}</p>
        ) : (
          <EnvironmentLines checks={receipt.environment.sent} />
        )}
      </Section>
      <Section name={t('paper.section.pc-checks')}>
        {receipt.pcChecks.length === 0 && <p>{t('paper.pc-check-none')}</p>}
        {receipt.pcChecks.map((request) => (
          <PcCheck key={request.askedAt} request={request} />
        ))}
      </Section>
      <Section name={t('paper.section.documents')}>
        {receipt.documents.map((document) => (
          <Accepted key={document.record} {...document} />
        ))}
      </Section>
      <Section name={t('paper.section.proof')}>
        <Proof kept={kept} />
      </Section>
    </article>
  )
}

function Session({ receipt }: { receipt: Receipt }) {
  const { t, language } = useTexts()
  const time = useTime()
  return (
    <Section name={t('paper.section.session')}>
      <dl>
        <Line name={t('paper.company')}>{receipt.service.company[language]}</Line>
        <Line name={t('paper.phone')}>{receipt.service.phone}</Line>
        <Line name={t('paper.operator')}>
          {receipt.operator.name} ({receipt.operator.company})
        </Line>
        {receipt.relayKey !== undefined && (
          <Line name={t('paper.relay-key')}>
            <code>{receipt.relayKey}</code>
          </Line>
        )}
        <Line name={t('paper.joined')}>{time(receipt.joinedAt)}</Line>
        <Line name={t('paper.approved')}>
          {receipt.approvedAt === null ? t('paper.not-approved') : time(receipt.approvedAt)}
        </Line>
        <Line name={t('paper.ended')}>{time(receipt.endedAt)}</Line>
        <Line name={t('paper.reason')}>{t(`ended.${receipt.reason}`)}</Line>
        <Line name={t('paper.session')}>
          <code>{receipt.session}</code>
        </Line>
        <Line name={t('paper.version')}>{receipt.agentVersion}</Line>
      </dl>
    </Section>
  )
}

function Done({ receipt }: { receipt: Receipt }) {
  const { t, language } = useTexts()
  const format = formatIn(language)
  const time = useTime()
  const { shown, routerShown } = receipt
  return (
    <dl>
      <Line name={t('paper.screen')}>
        {shown === null ? t('paper.screen-not-shown') : `${time(shown.from)} – ${time(shown.to)}`}
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
        {routerShown.length === 0
          ? t('paper.router-not-shown')
          : routerShown.map((at) => <p key={at}>{time(at)}</p>)}
      </Line>
      {/* This version does neither; the schema of the receipt allows nothing else. */}
      <Line name={t('paper.controlled')}>{t('paper.controlled-nothing')}</Line>
      <Line name={t('paper.transferred')}>{t('paper.transferred-nothing')}</Line>
    </dl>
  )
}

function PcCheck({ request: { askedAt, answer, result } }: { request: PcCheckRequest }) {
  const { t } = useTexts()
  const time = useTime()
  return (
    <div>
      <p>
        {t('paper.pc-check-asked', { time: time(askedAt) })}{' '}
        {answer === 'refused'
          ? t('paper.pc-check-refused')
          : result === null
            ? t('paper.pc-check-open')
            : t('paper.pc-check-granted')}
      </p>
      {result !== null && <PcCheckLines areas={result.areas} />}
    </div>
  )
}

function Accepted({ acceptance, record }: AcceptedDocument) {
  const { t } = useTexts()
  const time = useTime()
  return (
    <dl>
      <Line name={t(`document.${acceptance.id}`)}>
        {t('documents.version', { version: acceptance.version })} ・{' '}
        {t(acceptance.by === undefined ? 'paper.accepted' : 'policy.paper.accepted', {
          time: time(acceptance.acceptedAt),
        })}{' '}
        ・ {t('paper.shown-in', { language: t(`language.${acceptance.language}`) })}
      </Line>
      <Line name={t('paper.sha256')}>
        <code>{acceptance.sha256}</code>
      </Line>
      <Line name={t('paper.record-id')}>
        <code>{record}</code>
      </Line>
    </dl>
  )
}

function Proof({ kept: { record } }: { kept: KeptReceipt }) {
  const { t } = useTexts()
  return (
    <>
      <dl>
        <Line name={t('paper.record')}>{record.seq}</Line>
        <Line name={t('paper.record-id')}>
          <code>{record.id}</code>
        </Line>
        <Line name={t('paper.record-hash')}>
          <code>{record.hash}</code>
        </Line>
        <Line name={t('paper.record-prev')}>
          <code>{record.prev}</code>
        </Line>
      </dl>
      <p>{t('paper.verify')}</p>
      <p>
        <code>npm run receipt -- verify FILE.json</code>
      </p>
      <p>{t('paper.verify-relay')}</p>
    </>
  )
}

function useTime(): (iso: string) => string {
  const { language } = useTexts()
  const format = formatIn(language)
  return (iso) => format.format(new Date(iso))
}

/** With the time zone: a paper may be read elsewhere. */
const formatIn = (language: Language) =>
  new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  })

function Section({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <section>
      <h2>{name}</h2>
      {children}
    </section>
  )
}

function Line({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
