import type { PictureState } from '../shared/picture'
import { useTexts } from '../ui/texts'
import { clockText } from './clock-text'
import type { Contact } from './contact'
import { useNow } from './use-now'

/** What stands in place of the picture: anything that is said of it but that it runs. */
export type Reason = Exclude<PictureState, 'running'>

/** macOS: what the customer does, in order. */
const STEPS = ['open', 'privacy', 'allow', 'restart'] as const

/** Why there is no picture, and what the operator can say meanwhile. It hides whatever lies under it. */
export function Cover({ reason, contact }: { reason: Reason; contact: Contact | { state: 'closed' } }) {
  const { t } = useTexts()
  return (
    <div class="cover" data-testid="cover" data-reason-shown={reason}>
      <div class="cover-text">
        <h2>{t(`console.cover.${reason}`)}</h2>
        <p>{t(`console.cover-why.${reason}`)}</p>
        {reason === 'contact' && contact.state === 'lost' && <Away contact={contact} />}
        {reason === 'permission' && (
          <ol>
            {STEPS.map((step) => (
              <li key={step}>{t(`console.cover-step.${step}`)}</li>
            ))}
          </ol>
        )}
        {reason !== 'starting' && reason !== 'permission' && (
          <p class="notice">{t(`console.cover-say.${reason}`)}</p>
        )}
      </div>
    </div>
  )
}

function Away({ contact }: { contact: Extract<Contact, { state: 'lost' }> }) {
  const { t } = useTexts()
  const seconds = Math.max(0, (contact.until - useNow()) / 1_000)
  return (
    <>
      {contact.present === false && <p>{t('console.cover.contact.away')}</p>}
      <p>
        {t('console.cover.contact.left')}{' '}
        <strong role="timer" aria-live="off">
          {clockText(seconds)}
        </strong>
      </p>
    </>
  )
}
