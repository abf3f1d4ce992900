import type { ReaderRequest } from './protocol'

/** One reader process, however it is started. */
export type ReaderProcess = {
  send(request: ReaderRequest): void
  /** Whatever it says, unchecked. */
  onMessage(listener: (message: unknown) => void): void
  /** Once, however it ended. */
  onExit(listener: () => void): void
  /** Ends it hard; what it has started is not its concern. */
  kill(): void
}

export type ForkReader = () => ReaderProcess
