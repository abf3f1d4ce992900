import type { NetworkReadings } from '../../shared/environment'
import type { CallInput, Outcome } from '../../shared/ipc'
import type { NetworkRules } from '../../shared/profile'
import { networkReply } from '../../shared/protocol'
import type { PageLink } from '../page-link'
import type { RelayHttp } from '../relay-http'
import { chromiumParts } from './chromium'
import { probeNetwork } from './probe'
import { createServerQuestion } from './servers'

/** Whether the network lets a session through, tried from this PC. */
export type NetworkProbe = {
  /** Within 6 s, never rejects. `proxy` is what the system has set up. */
  readonly read: (rules: NetworkRules, proxy: NetworkReadings['proxy']) => Promise<NetworkReadings>
  /** The call `network-probed`. */
  readonly answered: (answers: CallInput<'network-probed'>) => Outcome
  /** The page asked for its first view, and hears commands from now on. */
  readonly pageReady: () => void
}

export function createNetworkProbe(parts: {
  readonly http: RelayHttp
  readonly page: Pick<PageLink, 'command'>
}): NetworkProbe {
  const { http, page } = parts
  const question = createServerQuestion(page)
  const servers = async () => {
    const reply = await http.get('/api/network', networkReply)
    return reply.ok ? reply.urls : null
  }
  return {
    async read(rules, proxy) {
      // Sockets are loaded when first needed: the first screen does not wait for them.
      const { openSocket } = await import('./handshake')
      return probeNetwork(http.url, rules, proxy, {
        ...chromiumParts(),
        openSocket,
        servers,
        tryServers: question.ask,
      })
    },
    answered: question.answered,
    pageReady: question.repeat,
  }
}
