import type { Screen } from '../../shared/ipc'
import { isHeld, type PictureState } from '../../shared/picture-states'
import type { TextKey } from '../../shared/texts'
import { useTexts } from '../../ui/texts'
import { Clock, durationText, useNow } from '../clock'

type Live = Extract<Screen, { name: 'live' }>

/** What is the case, in large letters. Nothing here says "hidden" while a frame could still leave. */
export function headingOf({ picture, contact }: Live): TextKey {
  if (contact === 'lost') return 'live.heading.lost'
  if (picture === 'starting') return 'live.heading.starting'
  return isHeld(picture) ? 'live.heading.hidden' : 'live.heading'
}

/** Why there is no picture, or that there is one, and what the customer can do. */
export function LiveState({ screen }: { screen: Live }) {
  const { t } = useTexts()
  const { picture, contact } = screen
  // What the customer or the PC does about the picture holds on while the line is cut; said first is the line.
  const lost = contact === 'lost'
  return (
    <>
      <div role="status" class="state" data-picture={picture} data-contact={contact}>
        {lost && <p class="notice warn busy">{t('live.picture.contact')}</p>}
        {!(lost && picture === 'contact') && (
          <p class={noticeOf(picture)}>
            {picture === 'running'
              ? t('live.sharing')
              : picture === 'starting'
                ? t('live.starting')
                : t(`live.picture.${picture}`)}
          </p>
        )}
      </div>
      {lost && screen.lostAt !== null && <Lost since={screen.lostAt} limit={screen.resumeSeconds} />}
      {picture === 'permission' && <Permission />}
    </>
  )
}

const own: readonly PictureState[] = ['paused', 'private', 'question', 'words']

function noticeOf(picture: PictureState): string {
  if (picture === 'running') return 'notice fail'
  if (picture === 'starting') return 'notice busy'
  return own.includes(picture) ? 'notice' : 'notice warn'
}

function Lost({ since, limit }: { since: string; limit: number }) {
  const { t } = useTexts()
  return (
    <div class="lost">
      <Clock name="live.lost.since" ms={useNow() - Date.parse(since)} />
      <p>{t('live.lost.limit', { time: durationText(limit * 1000, t) })}</p>
    </div>
  )
}

/** macOS alone asks for this. The names are those of its settings. */
function Permission() {
  const { t } = useTexts()
  return (
    <ol class="permission">
      <li>{t('live.permission.open')}</li>
      <li>{t('live.permission.privacy')}</li>
      <li>{t('live.permission.allow', { app: t('app.name') })}</li>
      <li>{t('live.permission.restart')}</li>
    </ol>
  )
}
