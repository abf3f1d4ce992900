import { render } from 'preact'
import type { BarView } from '../shared/ipc'
import type { Translate } from '../shared/texts'
import { textsIn } from '../ui/texts'
import { call, given, on } from './bridge'
import { useNow } from './clock'

/** The end of the session is told so long before. */
const NEAR_MS = 5 * 60_000

/** The bar over the shared screen: who is looking, for how long, what becomes of the picture, and the ways out. */
function Bar({ view }: { view: BarView }) {
  const { t } = textsIn(view.language)
  const { name, company } = view.operator
  const who = `${name} (${company})`
  return (
    <main class="bar" data-look={lookOf(view)} data-picture={view.picture}>
      <span class="strip" aria-hidden="true" />
      <span class="strip right" aria-hidden="true" />
      <span class="sign" aria-hidden="true" />
      <div class="who">
        <div role="status">
          <h1 title={stateText(view, t)}>{stateText(view, t)}</h1>
        </div>
        <p title={who}>{who}</p>
      </div>
      <Times view={view} t={t} />
      <div class="wishes">
        <Answer view={view} t={t} />
        <Hiding view={view} t={t} />
        <button
          type="button"
          class="button stop"
          data-wish="disconnect"
          title={t('bar.hotkey', { keys: view.hotkey })}
          onClick={() => void call('disconnect', undefined)}
        >
          {t('live.disconnect')}
        </button>
        <button
          type="button"
          class="button plain"
          data-wish="move"
          title={t(view.edge === 'top' ? 'bar.downHint' : 'bar.upHint')}
          onClick={() => void call('move-bar', view.edge === 'top' ? 'bottom' : 'top')}
        >
          {t(view.edge === 'top' ? 'bar.down' : 'bar.up')}
        </button>
      </div>
    </main>
  )
}

type Part = { readonly view: BarView; readonly t: Translate }

/** Whatever waits for an answer. Going on is one word, and said here; all else needs the room of the window. */
function Answer({ view, t }: Part) {
  if (view.picture === 'question')
    return (
      <button
        type="button"
        class="button primary"
        data-wish="go-on"
        onClick={() => void call('go-on', undefined)}
      >
        {t('bar.goOn')}
      </button>
    )
  if (!view.question && view.contact !== 'words') return null
  return (
    <button
      type="button"
      class="button primary"
      data-wish="show-window"
      title={t('bar.questionHint')}
      onClick={() => void call('show-window', undefined)}
    >
      {t('bar.question')}
    </button>
  )
}

function Hiding({ view, t }: Part) {
  const paused = view.picture === 'paused'
  return (
    <button
      type="button"
      class="button"
      data-wish={paused ? 'unpause' : 'pause'}
      title={t(paused ? 'bar.unpauseHint' : 'bar.pauseHint', { keys: view.pauseHotkey })}
      onClick={() => void call(paused ? 'unpause' : 'pause', undefined)}
    >
      {t(paused ? 'bar.unpause' : 'bar.pause')}
    </button>
  )
}

function Times({ view, t }: Part) {
  const now = useNow()
  const left = view.endsAt === null ? null : Math.max(0, Date.parse(view.endsAt) - now)
  const near = left !== null && left <= NEAR_MS
  return (
    <div class="times">
      {/* A clock that ticks would be a change on the shared screen, to be seen, packed and sent every second. */}
      <time class="clock" dateTime={view.sharingSince}>
        {t('bar.since', { time: timeOfDay(view) })}
      </time>
      {near && <span class="left">{t('bar.left', { time: minutesAndSeconds(left) })}</span>}
      {/* Read out once a minute, not once a second. */}
      <span class="visually-hidden" role="status">
        {near && t('bar.leftAloud', { minutes: Math.ceil(left / 60_000) })}
      </span>
    </div>
  )
}

const timeOfDay = ({ language, sharingSince }: BarView): string =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hour12: false }).format(
    new Date(sharingSince),
  )

function minutesAndSeconds(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}

/** Shown, hidden by the customer, or held up by something else. */
function lookOf({ picture, contact }: BarView): 'shown' | 'paused' | 'held' {
  if (picture === 'paused') return 'paused'
  return contact === 'standing' && (picture === 'running' || picture === 'starting') ? 'shown' : 'held'
}

/** What becomes of the picture, and what becomes of the contact where that says something else. */
function stateText({ picture, contact }: BarView, t: Translate): string {
  const other =
    contact === 'standing' ? null : contact === 'lost' ? 'bar.state.contact' : ('bar.state.words' as const)
  if (picture === 'running') return t(other ?? 'bar.sharing')
  const own = `bar.state.${picture}` as const
  return other === null || other === own ? t(own) : t('bar.and', { one: t(own), other: t(other) })
}

const place = document.querySelector('#app')
if (place === null) throw new Error('the page has no place for the bar')

function show(view: BarView): void {
  document.documentElement.lang = view.language
  document.documentElement.dataset.textSize = String(view.textSize)
  if (place !== null) render(<Bar view={view} />, place)
}

let pushed = false
on('bar', (view) => {
  pushed = true
  show(view)
})
const first = given(await call('bar-view', undefined))
// A view that was pushed meanwhile is the newer one.
if (!pushed) show(first)
