import type { TextKey } from '../shared/texts'
import type { UpdateView } from '../shared/update-feed'
import { Heading } from '../ui/heading'
import { useTexts } from '../ui/texts'
import { call } from './bridge'
import { Desk } from './desk'

type Props = { readonly update: UpdateView }

const now = () => void call('update-now', undefined)
const later = () => void call('update-later', undefined)

/** A new version, said calmly above the screen: whoever is on the phone can go on without it. */
export function UpdateBanner({ update }: Props) {
  const { t } = useTexts()
  return (
    <aside class="update card" aria-label={t('update.label')} data-update={update.state}>
      <Said update={update} />
      <Progress update={update} />
      <Choices update={update} />
    </aside>
  )
}

/** In the code's place: no session begins with this version. */
export function UpdateRequired({ update, phone, hours }: Props & { phone: string; hours: string }) {
  const { t } = useTexts()
  return (
    <>
      <Heading>{t('update.required')}</Heading>
      <section class="update card" aria-label={t('update.label')} data-update={update.state}>
        <Said update={update} />
        <Progress update={update} />
        <Choices update={update} />
      </section>
      <Desk phone={phone} hours={hours} />
      <div class="row">
        <button type="button" class="button plain" onClick={() => void call('reconsider', undefined)}>
          {t('code.reconsider')}
        </button>
      </div>
    </>
  )
}

/** Read out when the state changes, and not with every percent. */
function Said({ update }: Props) {
  const { t } = useTexts()
  const [title, body] = saying(update)
  return (
    <div role="status">
      <p class="update-title">{t(title, { version: update.version })}</p>
      {body !== null && <p>{t(body)}</p>}
    </div>
  )
}

function saying({ state, required, mayPostpone }: UpdateView): readonly [TextKey, TextKey | null] {
  switch (state) {
    case 'offered':
      if (required) return ['update.offered', 'update.requiredBody']
      return ['update.offered', mayPostpone ? 'update.offeredBody' : 'update.second']
    case 'tell':
      return ['update.tell', required ? 'update.requiredTell' : 'update.tellBody']
    case 'downloading':
      return ['update.downloading', 'update.offeredBody']
    case 'ready':
      return ['update.ready', 'update.readyBody']
    case 'installing':
      return ['update.installing', null]
    case 'failed':
      return ['update.failed', required ? 'update.failedRequired' : 'update.failedBody']
  }
}

/** A progress bar is asked for its value by those who cannot see it; nothing of it is read out by itself. */
function Progress({ update }: Props) {
  const { t } = useTexts()
  if (update.state !== 'downloading') return null
  const said = t('update.percent', { percent: update.percent })
  return (
    <p class="update-progress">
      <progress max={100} value={update.percent} aria-label={t('update.downloading')} aria-valuetext={said} />
      <span class="soft" aria-hidden="true">
        {said}
      </span>
    </p>
  )
}

function Choices({ update }: Props) {
  const { t } = useTexts()
  switch (update.state) {
    case 'offered':
      return (
        <div class="row end">
          {update.mayPostpone && (
            <button type="button" class="button" onClick={later}>
              {t('update.later')}
            </button>
          )}
          <button type="button" class={update.required ? 'button primary' : 'button'} onClick={now}>
            {t('update.now')}
          </button>
        </div>
      )
    case 'ready':
      return (
        <div class="row end">
          <button type="button" class="button" onClick={now}>
            {t('update.restart')}
          </button>
        </div>
      )
    case 'failed':
      return (
        <div class="row end">
          {update.mayPostpone && (
            <button type="button" class="button" onClick={later}>
              {t('update.goOn')}
            </button>
          )}
          <button type="button" class="button" onClick={now}>
            {t('update.again')}
          </button>
        </div>
      )
    default:
      return null
  }
}
