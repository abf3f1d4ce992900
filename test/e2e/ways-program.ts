import { app } from 'electron'
import { createNetworkProbe } from '../../src/main/network/network'
import { createRelayHttp } from '../../src/main/relay-http'
import { environmentRules } from '../shared/rules'

/** The agent's network part alone, in a real Electron: says on one line what it found of the relay that it is told. */
async function main(): Promise<void> {
  await app.whenReady()
  const probe = createNetworkProbe({
    http: createRelayHttp(process.argv.at(-1) ?? null),
    // In place of the page, which is tried elsewhere.
    page: {
      command(command) {
        if (command.do === 'probe') probe.answered(command.urls.map((url) => ({ url, reached: true })))
      },
    },
  })
  const manual = { kind: 'manual', authentication: null } as const
  const found = await probe.read(environmentRules.network, manual)
  process.stdout.write(`${JSON.stringify({ found })}\n`)
}

main()
  .catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
  .finally(() => app.exit(0))
