import { build } from './build'
import { startChild, stopRequested } from './child'
import { ROOT } from './root'

/** `npm run relay -- <words>`: the relay as its operator runs it, built first if it is stale. */
export async function main(words: readonly string[]): Promise<number> {
  await build(words[0] === 'serve' ? ['relay', 'console'] : ['relay'])
  const relay = startChild('relay', process.execPath, ['out/relay/index.js', ...words], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  const stopRequest = stopRequested()
  stopRequest.promise.then(relay.stop)
  try {
    return (await relay.ended).status ?? 1
  } finally {
    stopRequest.undo()
  }
}
