/** `keys`: typing with real keys, which come from outside; `typing`: letters by themselves. */
export type Scene = 'rest' | 'keys' | 'typing' | 'scrolling' | 'dragging' | 'video'

export type PlayOptions = { readonly scene: Scene; readonly fps: number; readonly seconds: number }

/** What was drawn: the times that the clock showed (epoch ms), and for how long. */
export type Played = { readonly drawings: readonly number[]; readonly seconds: number }

/** What the workload's window does for the benchmark. */
export type WorkloadApi = {
  /** Shows another page of text, at rest; the clock stays as it is. */
  show(seed: number): void
  /** Sets a scene up; it is played a moment later, so that its first picture is not in what is measured. */
  prepare(scene: Scene): void
  /** Plays the scene that was prepared. */
  play(options: PlayOptions): Promise<Played>
  /** One new time on the clock, and nothing else. @returns that time */
  change(): Promise<number>
  /** Another page of text, with a new time on the clock. @returns that time */
  jump(seed: number): Promise<number>
}

export type WorkloadWindow = { readonly benchWorkload: WorkloadApi }
