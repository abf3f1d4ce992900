export type Times = {
  /** Length of the session, null = no limit; how often the customer is asked, and how long an answer is waited for. */
  readonly sessionMinutes: number | null
  readonly askMinutes: number
  readonly answerMinutes: number
}

export type ClockEvents = {
  readonly onAsk: () => void
  readonly onUnanswered: () => void
  /** Seconds that are left of the session: at its start, and when few are left. */
  readonly onTimeLeft: (seconds: number) => void
  readonly onOver: () => void
}

/** So many minutes before the end both sides are told. */
const WARN_MINUTES = [5, 1] as const

/**
 * The clock of one session: asks the customer from time to time whether to go on, and ends what is over.
 * @param minute its length in milliseconds; tests have shorter ones
 */
export function startSessionClock(times: Times, minute: number, events: ClockEvents) {
  const { sessionMinutes, askMinutes, answerMinutes } = times
  const startedAt = Date.now()
  const timers = new Set<NodeJS.Timeout>()
  let question: NodeJS.Timeout | undefined
  const at = (minutes: number, then: () => void) => {
    timers.add(setTimeout(then, minutes * minute))
  }
  const ask = () => {
    question = setTimeout(() => {
      events.onAsk()
      question = setTimeout(events.onUnanswered, answerMinutes * minute)
    }, askMinutes * minute)
  }
  ask()
  if (sessionMinutes !== null) {
    events.onTimeLeft(sessionMinutes * 60)
    for (const left of WARN_MINUTES)
      if (left < sessionMinutes) at(sessionMinutes - left, () => events.onTimeLeft(left * 60))
    at(sessionMinutes, events.onOver)
  }
  return {
    /** The customer goes on: the next question is a whole round away. */
    answered(): void {
      clearTimeout(question)
      ask()
    },
    /** Until when an answer that is asked for now is waited for, and when the session is over; ISO 8601 in UTC. */
    answerUntil: (): string => new Date(Date.now() + answerMinutes * minute).toISOString(),
    endsAt: sessionMinutes === null ? null : new Date(startedAt + sessionMinutes * minute).toISOString(),
    /** Of the whole session; null = no limit. */
    secondsLeft: (): number | null =>
      sessionMinutes === null
        ? null
        : Math.max(0, Math.round(((sessionMinutes * minute - (Date.now() - startedAt)) / minute) * 60)),
    stop(): void {
      clearTimeout(question)
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

export type SessionClock = ReturnType<typeof startSessionClock>
