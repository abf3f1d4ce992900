import { assertNever } from '../../shared/errors'
import type { Screen } from '../../shared/ipc'
import { useTexts } from '../../ui/texts'
import { Words } from '../../ui/words'
import { call } from '../bridge'
import { Countdown } from '../clock'
import { PcCheckQuestion } from './pc-check'
import { Question } from './question'

type Live = Extract<Screen, { name: 'live' }>

export type Asked = 'words' | 'go-on' | 'others' | 'still' | 'pc-check'

/** One question at a time, the one that more hangs on first. Without contact only that which has an end of its own. */
export function askedOf(screen: Live): Asked | null {
  if (screen.contact === 'words') return 'words'
  if (screen.goOnUntil !== null) return 'go-on'
  if (screen.contact === 'lost') return null
  if (screen.othersAsked) return 'others'
  if (screen.stillAsked) return 'still'
  return screen.pcCheck !== null && screen.pcCheck.answer === null ? 'pc-check' : null
}

export function LiveQuestion({ asked, screen }: { asked: Asked; screen: Live }) {
  switch (asked) {
    case 'words':
      return <NewWords words={screen.words} />
    case 'go-on':
      return <GoOn until={screen.goOnUntil} />
    case 'others':
      return <Others />
    case 'still':
      return <Still />
    case 'pc-check':
      return <PcCheckQuestion areas={screen.pcCheckAreas} />
    default:
      return assertNever(asked)
  }
}

function NewWords({ words }: { words: readonly string[] }) {
  const { t } = useTexts()
  return (
    <Question
      name="words"
      heading={t('live.words.heading')}
      body={t('live.words.body')}
      answers={
        <>
          <AnswerButton
            text={t('live.words.differ')}
            safe
            click={() => void call('answer-words', { same: false, words: [...words] })}
          />
          <AnswerButton
            text={t('live.words.same')}
            click={() => void call('answer-words', { same: true, words: [...words] })}
          />
        </>
      }
    >
      <Words words={words} />
    </Question>
  )
}

/** The way out stands beside the answer; the one at the foot makes way for it. */
function GoOn({ until }: { until: string | null }) {
  const { t } = useTexts()
  return (
    <Question
      name="go-on"
      heading={t('live.go-on.heading')}
      body={t('live.go-on.body')}
      answers={
        <>
          <button type="button" class="button stop" onClick={() => void call('disconnect', undefined)}>
            {t('live.disconnect')}
          </button>
          <button type="button" class="button primary usual" onClick={() => void call('go-on', undefined)}>
            {t('live.go-on.yes')}
          </button>
        </>
      }
    >
      {until !== null && <Countdown until={until} />}
    </Question>
  )
}

function Others() {
  const { t } = useTexts()
  const answer = (granted: boolean) => () => void call('answer-others', { granted })
  return (
    <Question
      name="others"
      heading={t('live.others.heading')}
      body={t('live.others.body')}
      answers={
        <>
          <AnswerButton text={t('live.others.no')} safe click={answer(false)} />
          <AnswerButton text={t('live.others.yes')} click={answer(true)} />
        </>
      }
    />
  )
}

function Still() {
  const { t } = useTexts()
  const answer = (granted: boolean) => () => void call('answer-still', { granted })
  return (
    <Question
      name="still"
      heading={t('live.still.heading')}
      body={t('live.still.body')}
      answers={
        <>
          <AnswerButton text={t('live.still.no')} safe click={answer(false)} />
          <AnswerButton text={t('live.still.yes')} click={answer(true)} />
        </>
      }
    />
  )
}

type AnswerProps = { readonly text: string; readonly safe?: boolean; readonly click: () => void }

function AnswerButton({ text, safe = false, click }: AnswerProps) {
  return (
    <button type="button" class={safe ? 'button primary' : 'button'} onClick={click}>
      {text}
    </button>
  )
}
