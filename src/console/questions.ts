import { assertNever } from '../shared/errors'
import { type ConsoleToAgent, PEER_VERSION } from '../shared/peer-protocol'
import { STILLS } from '../shared/picture'
import { mayAskOthers, type Sight } from './sight'
import type { Talk } from './talk'

/** The operator's own questions. */
export type Question =
  | 'router'
  | 'router-hidden'
  | 'pc-check'
  | 'thumbnails'
  | 'still'
  | { readonly display: string }

type Asked = { readonly talk: Talk; readonly answer: ConsoleToAgent | null }

/** What goes out for a question; nothing where it is not the time for one. */
export function ask(talk: Talk, question: Question): Asked {
  const unchanged = { talk, answer: null }
  const complete = talk.link === 'begun' && talk.approved && talk.inventory !== null
  if (question === 'router-hidden') return talk.router.state === 'shown' ? hideRouter(talk) : unchanged
  if (!complete) return unchanged
  if (typeof question === 'object') return askDisplay(talk, question.display) ?? unchanged
  switch (question) {
    case 'router': {
      const sent = talk.inventory?.items.some(({ id }) => id === 'router') === true
      if (!sent || talk.router.state !== 'hidden') return unchanged
      return {
        talk: { ...talk, router: { state: 'asked' } },
        answer: { v: PEER_VERSION, type: 'router-ask' },
      }
    }
    case 'pc-check':
      if (talk.pcCheck.asked) return unchanged
      return {
        talk: { ...talk, pcCheck: { ...talk.pcCheck, asked: true } },
        answer: { v: PEER_VERSION, type: 'pc-check-ask' },
      }
    case 'thumbnails':
      return askThumbnails(talk) ?? unchanged
    case 'still':
      return askStill(talk) ?? unchanged
    default:
      return assertNever(question)
  }
}

const hideRouter = (talk: Talk): Asked => ({
  talk: { ...talk, router: { state: 'hidden' } },
  answer: { v: PEER_VERSION, type: 'router-hidden' },
})

const withSight = (talk: Talk, sight: Sight, answer: ConsoleToAgent): Asked => ({
  talk: { ...talk, sight },
  answer,
})

function askDisplay(talk: Talk, display: string): Asked | null {
  const { sight } = talk
  const known = sight.displays?.some(({ id }) => id === display) === true
  if (!known || display === sight.shown || !mayAskOthers(sight)) return null
  return withSight(talk, { ...sight, asking: true }, { v: PEER_VERSION, type: 'display-ask', display })
}

function askThumbnails(talk: Talk): Asked | null {
  const { sight } = talk
  if (sight.displays === null || !mayAskOthers(sight)) return null
  const thumbnails = { ...sight.thumbnails, asked: true }
  return withSight(
    talk,
    { ...sight, asking: sight.others === 'unasked', thumbnails },
    { v: PEER_VERSION, type: 'thumbnails-ask' },
  )
}

/** One at a time, and only of a picture that runs. */
function askStill(talk: Talk): Asked | null {
  const { still, state } = talk.sight
  if (talk.picture !== 'shown' || state !== 'running' || still.asked >= STILLS) return null
  if (still.state === 'asked' || still.state === 'managed') return null
  return withSight(
    talk,
    { ...talk.sight, still: { ...still, state: 'asked', asked: still.asked + 1 } },
    { v: PEER_VERSION, type: 'still-ask' },
  )
}
