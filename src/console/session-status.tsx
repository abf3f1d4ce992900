import { useTexts } from '../ui/texts'
import type { Meter } from './meter'
import { reasonOf } from './picture'
import { isQuiet } from './quality'
import type { Screen } from './screen'
import { stageOf } from './talk'
import { useQuality } from './use-quality'

type StatusProps = {
  readonly screen: Extract<Screen, { name: 'session' }>
  readonly meter: Meter
  readonly live: boolean
}

/** How the session stands, in words: said aloud by a screen reader whenever it changes. */
export function SessionStatus({ screen, meter, live }: StatusProps) {
  const { t } = useTexts()
  const { contact, talk } = screen
  const quality = useQuality(meter)
  const lost = contact.state === 'lost'
  const stage = contact.state === 'closed' ? 'closed' : stageOf(talk)
  const held = (live && talk.sight.state !== 'running') || lost
  const quiet = live && !held && isQuiet(quality)
  return (
    <p class="state" role="status" data-state={lost ? 'lost' : held ? 'held' : stage}>
      <span class="dot" aria-hidden="true" />
      <span>
        {held
          ? t(`console.cover.${reasonOf(talk.sight, contact.state)}`)
          : t(stage === 'waiting' && talk.renewed ? 'console.state.again' : `console.state.${stage}`)}
      </span>
      {quiet && <strong class="lost">{t('console.state.quiet')}</strong>}
      {screen.relay === 'lost' && !lost && <span class="lost">{t('console.state.relay-lost')}</span>}
    </p>
  )
}
