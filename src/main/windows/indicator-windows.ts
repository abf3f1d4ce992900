import type { BaseWindow, Rectangle } from 'electron'

/** Windows are asked for a place, and come to stand there some time later. */
const LOOK_MS = 30
const LOOKS = 30
/** How often everything is put on top again, and looked after where no event tells. */
const WATCH_MS = 1000
/** Asked for again so soon, the windows are not seen though they are where they belong. */
const AGAIN_MS = 3000

export type Part = { readonly window: BaseWindow; readonly show: () => void }

export type IndicatorEvents = {
  /** Closed, hidden, minimised or destroyed by anybody, or its page crashed or hangs. */
  readonly onGone: () => void
  /** Moved or resized by somebody else. Said once, until it stands again. */
  readonly onDisturbed: () => void
  /** They stand elsewhere than before, and that is right: the marks are others now. Not said of `moveTo`. */
  readonly onMoved?: () => void
}

export type KeptWindows = {
  /** Settles once all are shown where they belong. */
  show(): Promise<void>
  /** Others places, one for each window in order; settles once they are there. */
  place(places: readonly Rectangle[]): Promise<void>
  /** Where the last window is, or is to be as soon as they stand again. */
  last(): Rectangle | undefined
  /**
   * Back to the same places and on top. Asked for again, they are mapped anew: on X11 another program can unmap a window
   * without ours being told, and showing what counts as shown does nothing. They blink, so it is not the first thing.
   */
  restore(): void
  close(): void
}

/** Keeps windows shown, on top and in their place, and tells whatever else becomes of them. */
export function keepWindows(
  parts: readonly Part[],
  first: readonly Rectangle[],
  { onGone, onDisturbed, onMoved }: IndicatorEvents,
  platform: NodeJS.Platform = process.platform,
): KeptWindows {
  let open = true
  let shown = false
  let disturbed = false
  let ended = false
  let wanted = first
  /** Where they came to stand: a window manager may know better than we where a window can be. */
  let placed = first
  /** Odd ends of an earlier placing give up; null = none under way, so that whatever moves was moved by others. */
  let placing: object | null = null
  /** While they are hidden for a moment by our own doing. */
  let remapping = false
  let restored = Number.NEGATIVE_INFINITY
  let remapped = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined

  const gone = () => {
    if (!open || ended || remapping) return
    ended = true
    onGone()
  }
  const look = (place: number) => {
    const window = parts[place]?.window
    if (!open || !shown || placing !== null || disturbed || window === undefined) return
    if (window.isDestroyed() || isAt(window, placed[place])) return
    disturbed = true
    onDisturbed()
  }
  const keepOnTop = () => {
    for (const { window } of parts) {
      if (!window.isAlwaysOnTop()) window.setAlwaysOnTop(true, LEVEL)
      window.moveTop()
    }
  }
  const remap = () => {
    remapping = true
    for (const { window, show } of parts) {
      window.hide()
      show()
    }
    remapping = false
  }
  const watch = () => {
    if (parts.some(({ window }) => window.isDestroyed() || !window.isVisible() || window.isMinimized()))
      return gone()
    keepOnTop()
    for (const place of parts.keys()) look(place)
  }

  for (const [place, { window }] of parts.entries()) {
    window.setAlwaysOnTop(true, LEVEL)
    window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true })
    for (const event of ['closed', 'hide', 'minimize'] as const) window.on(event as 'closed', gone)
    for (const event of ['move', 'resize'] as const) window.on(event as 'move', () => look(place))
  }

  async function settle(): Promise<void> {
    const own = {}
    placing = own
    for (let looks = 0, still = 0; looks < LOOKS && still < 2; looks++) {
      const astray = parts.filter(({ window }, place) => !isAt(window, wanted[place]))
      still = astray.length === 0 ? still + 1 : 0
      // Asked again: on a display of another scale the first answer may have the size of the old one.
      for (const [place, { window }] of parts.entries())
        if (astray.some((one) => one.window === window)) window.setBounds(wanted[place] ?? window.getBounds())
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
      if (!open || placing !== own || parts.some(({ window }) => window.isDestroyed())) return
    }
    placed = parts.map(({ window }) => window.getBounds())
    disturbed = false
    placing = null
  }

  return {
    async show() {
      for (const { show } of parts) show()
      keepOnTop()
      shown = true
      timer = setInterval(watch, WATCH_MS)
      await settle()
    },
    place(places) {
      wanted = places
      return settle()
    },
    last: () => (placing === null ? placed : wanted).at(-1),
    restore() {
      if (!open || parts.some(({ window }) => window.isDestroyed())) return
      const now = Date.now()
      if (platform === 'linux' && now - restored < AGAIN_MS && now - remapped >= WATCH_MS) {
        remapped = now
        remap()
      }
      restored = now
      keepOnTop()
      const before = placed.at(-1)
      void settle().then(() => {
        const last = parts.at(-1)?.window
        // The window manager did not let it go back.
        if (open && placing === null && last !== undefined && !last.isDestroyed() && !isAt(last, before))
          onMoved?.()
      })
    },
    close() {
      open = false
      clearInterval(timer)
      for (const { window } of parts) if (!window.isDestroyed()) window.destroy()
    },
  }
}

const LEVEL = 'screen-saver'

/** Where a DIP is not a whole number of pixels (a scale of 1.25), both sides are rounded away from each other. */
const ROUNDING = 2

function isAt(window: BaseWindow, place: Rectangle | undefined): boolean {
  if (place === undefined) return true
  const now = window.getBounds()
  return (['x', 'y', 'width', 'height'] as const).every(
    (side) => Math.abs(now[side] - place[side]) <= ROUNDING,
  )
}
