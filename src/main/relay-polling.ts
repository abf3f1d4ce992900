import { Fetch } from 'engine.io-client'
import { relaySession } from './relay-session'

/** A poll is answered with the relay's next ping at the latest; what takes longer than its patience leads nowhere. */
const LIMIT_MS = 8000

/**
 * Long polling over Chromium's network, which knows the system's proxy, PAC file and certificates. Our relay sends nobody
 * elsewhere, so whoever does is not our relay.
 */
export class ChromiumPolling extends Fetch {
  readonly #own = relaySession()
  readonly #over = new AbortController()

  override doPoll(): void {
    this.#ask({ method: 'GET', signal: AbortSignal.any([this.#over.signal, AbortSignal.timeout(LIMIT_MS)]) })
      .then((text) => this.onData(text))
      .catch((error: unknown) => this.onError('poll', error))
  }

  override doWrite(body: string, written: () => void): void {
    const headers = { 'content-type': 'text/plain;charset=UTF-8' }
    this.#ask({ method: 'POST', headers, body, signal: AbortSignal.timeout(LIMIT_MS) })
      .then(written)
      .catch((error: unknown) => this.onError('write', error))
  }

  /** The word that it closes may still go out; nothing is waited for. */
  override doClose(): void {
    if (this.readyState === 'open') super.doClose()
    this.#over.abort()
  }

  async #ask(init: RequestInit): Promise<string> {
    const answer = await this.#own.fetch(this.uri(), { ...init, redirect: 'error', credentials: 'omit' })
    if (!answer.ok) throw new Error(`status ${answer.status}`)
    return answer.text()
  }
}
