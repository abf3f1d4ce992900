import type { AgentToConsole } from '../shared/peer-protocol'
import type { DisplayInfo, OthersAnswer, PictureState, SendingLimit } from '../shared/picture'

/** What the agent says of its picture, and what the operator asked for beside it. */
export type Sight = {
  readonly state: PictureState
  /** Counts what was said of the picture, and every loss of the link: a frame of an earlier run is a stale one. */
  readonly run: number
  /** When this run began, by the page's own clock (`performance.now()`). */
  readonly since: number
  /** null = not said yet. */
  readonly displays: readonly DisplayInfo[] | null
  readonly shown: string | null
  readonly others: OthersAnswer
  /** The operator asked for another display, and nothing was said of the displays since. */
  readonly asking: boolean
  readonly thumbnails: {
    readonly asked: boolean
    /** By display: JPEG in base64. */
    readonly images: Readonly<Record<string, string>>
  }
  readonly still: {
    /** `managed`: the customer's organisation allows none, so there is nobody to ask. */
    readonly state: 'none' | 'asked' | 'granted' | 'refused' | 'managed'
    readonly asked: number
    readonly granted: number
  }
  readonly limit: SendingLimit
  /** When the session's length is over, in epoch milliseconds. */
  readonly endsAt: number | null
}

export const unseen: Sight = {
  state: 'starting',
  run: 0,
  since: 0,
  displays: null,
  shown: null,
  others: 'unasked',
  asking: false,
  thumbnails: { asked: false, images: {} },
  still: { state: 'none', asked: 0, granted: 0 },
  limit: 'none',
  endsAt: null,
}

const sightTypes = ['picture', 'displays', 'thumbnail', 'still', 'sending', 'time-left'] as const
export type SightMessage = Extract<AgentToConsole, { type: (typeof sightTypes)[number] }>
export const isSight = (message: AgentToConsole): message is SightMessage =>
  (sightTypes as readonly string[]).includes(message.type)

/** The times of a message: epoch milliseconds, and the page's own clock. */
export type Moment = { readonly now: number; readonly tick: number }

/** From here on only a new frame may be shown. */
export const anew = (sight: Sight, state: PictureState, { tick }: Pick<Moment, 'tick'>): Sight => ({
  ...sight,
  state,
  run: sight.run + 1,
  since: tick,
})

/** Null where nobody asked for what was said. */
export function see(sight: Sight, message: SightMessage, moment: Moment): Sight | null {
  switch (message.type) {
    case 'picture':
      return anew(sight, message.state, moment)
    case 'displays': {
      const { displays, shown, others } = message
      const known = new Set(displays.map(({ id }) => id))
      const images = Object.fromEntries(
        Object.entries(sight.thumbnails.images).filter(([id]) => known.has(id) && others === 'granted'),
      )
      const thumbnails = { ...sight.thumbnails, images }
      return { ...sight, displays, shown, others, asking: false, thumbnails }
    }
    case 'thumbnail': {
      const { asked, images } = sight.thumbnails
      if (!asked || sight.others === 'refused') return null
      // A display that was unplugged meanwhile.
      if (!sight.displays?.some(({ id }) => id === message.display)) return sight
      return {
        ...sight,
        thumbnails: { asked, images: { ...images, [message.display]: message.data } },
      }
    }
    case 'still': {
      const { still } = sight
      if (still.state !== 'asked') return null
      return {
        ...sight,
        still: message.granted
          ? { ...still, state: 'granted', granted: still.granted + 1 }
          : { ...still, state: message.why === 'policy' ? 'managed' : 'refused' },
      }
    }
    case 'sending':
      return { ...sight, limit: message.limit }
    case 'time-left':
      return { ...sight, endsAt: moment.now + message.seconds * 1_000 }
  }
}

/** Whether another display may be asked for now: not while the customer is asked, and never after a refusal. */
export const mayAskOthers = (sight: Sight): boolean =>
  (sight.others === 'unasked' && !sight.asking) || sight.others === 'granted'
