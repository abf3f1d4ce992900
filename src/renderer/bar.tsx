import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { BarView } from '../shared/ipc'
import { textsIn } from '../ui/texts'
import { call, given } from './bridge'

/** The bar over the shared screen: who is looking, for how long, and the way out. */
function Bar({ view }: { view: BarView }) {
  const { t } = textsIn(view.language)
  return (
    <main class="bar">
      <span class="dot" aria-hidden="true" />
      <div class="who">
        <h1>{t('bar.sharing')}</h1>
        <span>
          {view.operator.name} ({view.operator.company})
        </span>
      </div>
      <Clock since={view.sharingSince} />
      <button
        type="button"
        class="button stop"
        title={t('bar.hotkey', { keys: view.hotkey })}
        onClick={() => void call('disconnect', undefined)}
      >
        {t('live.disconnect')}
      </button>
    </main>
  )
}

function Clock({ since }: { since: string }) {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  return (
    <time class="clock">
      {two(Math.floor(seconds / 60))}:{two(seconds % 60)}
    </time>
  )
}

const place = document.querySelector('#app')
if (place === null) throw new Error('the page has no place for the bar')
const view = given(await call('bar-view', undefined))
document.documentElement.lang = view.language
render(<Bar view={view} />, place)
