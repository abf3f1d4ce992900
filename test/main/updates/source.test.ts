import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createUpdateMemory } from '../../../src/main/updates/memory'
import { createFeedSource, FeedRefused, feedBase } from '../../../src/main/updates/source'
import { bytesOf, feed, key, otherPair, signatureOf } from './signed'

const never = new AbortController().signal
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A text that is kept, and what was kept. */
function kept() {
  let text: string | null = null
  return {
    text: () => text,
    store: {
      readText: async () => text,
      keepText: async (_name: string, changed: string) => {
        text = changed
      },
    },
  }
}

const sourceAt = (address: string, running = '0.1.0', memory = kept()) =>
  createFeedSource({
    fetch,
    base: feedBase(address, 'current'),
    key,
    channel: 'current',
    running,
    memory: createUpdateMemory(memory.store, 'current'),
  })

/** Both files, the signature made of the very bytes. */
const publication = (value: unknown, privateKey?: Parameters<typeof signatureOf>[1]): RequestListener => {
  const bytes = bytesOf(value)
  return (request, response) =>
    response.end(request.url?.endsWith('.sig') ? signatureOf(bytes, privateKey) : bytes)
}
const latest = async (listener: RequestListener) =>
  sourceAt(await serve(listener)).latest('latest-linux.yml', never)
const why = async (listener: RequestListener) =>
  latest(listener).then(
    () => 'nothing',
    (error: unknown) => (error instanceof FeedRefused ? error.why : String(error)),
  )

describe('the feed of a relay', () => {
  it('is asked for under the channel, without anything about the PC', async () => {
    const asked: [string | undefined, string][] = []
    const publish = publication(feed({ sobani: { minimumVersion: '0.1.1' } }))
    const found = await latest((request, response) => {
      asked.push([request.url, JSON.stringify(request.headers)])
      publish(request, response)
    })
    expect(found).toMatchObject({ feed: { version: '0.2.0' }, required: true, mayGoBack: false })
    expect(asked.map(([url]) => url)).toEqual([
      '/downloads/current/latest-linux.yml',
      '/downloads/current/latest-linux.yml.sig',
    ])
    expect(asked.join()).not.toMatch(/staging|cookie/i)
  })

  it('is refused by name where it is not to be trusted', async () => {
    expect(await why(publication(feed(), otherPair.privateKey))).toBe('signature-wrong')
    expect(await why(publication(feed({ sobani: { channel: 'legacy' } })))).toBe('channel-other')
    expect(await why((_request, response) => response.end('<!doctype html><title>Welcome</title>'))).toBe(
      'signature-wrong',
    )
  })

  it('is not had where it is missing, too large, or somewhere else', async () => {
    expect(await why((_request, response) => void response.writeHead(404).end())).toContain('404')
    const bytes = bytesOf(feed())
    expect(
      await why(
        (request, response) =>
          void (request.url?.endsWith('.sig') ? response.writeHead(404).end() : response.end(bytes)),
      ),
    ).toContain('404')
    expect(await why(publication(feed({ releaseNotes: 'a'.repeat(70_000) })))).toContain('too large')
    expect(
      await why((request, response) => response.end(request.url?.endsWith('.sig') ? 'A'.repeat(300) : bytes)),
    ).toContain('too large')
    const elsewhere = await serve(publication(feed()))
    let followed = 0
    servers.at(-1)?.on('request', () => {
      followed += 1
    })
    expect(
      await why(
        (request, response) => void response.writeHead(302, { location: `${elsewhere}${request.url}` }).end(),
      ),
    ).toContain('TypeError')
    expect(followed).toBe(0)
  })
})

describe('the sequence', () => {
  const at = (sequence: number, version: string) => publication(feed({ version, sobani: { sequence } }))
  /** One PC that meets one feed after the other; running is what it has installed by then. */
  async function meets(...feeds: [sequence: number, version: string, running: string][]) {
    const memory = kept()
    const said: unknown[] = []
    for (const [sequence, version, running] of feeds) {
      const source = sourceAt(await serve(at(sequence, version)), running, memory)
      said.push(
        await source.latest('latest.yml', never).then(
          ({ mayGoBack }) => mayGoBack,
          (error: unknown) => (error instanceof FeedRefused ? error.why : error),
        ),
      )
    }
    return said
  }

  it('is never lower than the highest that was seen', async () => {
    expect(
      await meets([5, '0.2.0', '0.1.0'], [4, '0.3.0', '0.1.0'], [5, '0.2.0', '0.1.0'], [6, '0.3.0', '0.1.0']),
    ).toEqual([false, 'replayed', false, true])
  })

  it('leads back where it is higher than the one that led onwards, also when it is met again', async () => {
    expect(
      await meets([1, '0.2.0', '0.1.0'], [2, '0.1.0', '0.2.0'], [2, '0.1.0', '0.2.0'], [1, '0.2.0', '0.1.0']),
    ).toEqual([false, true, true, 'replayed'])
  })

  it('leads no fresh installation back: an old feed is all that a stolen relay has', async () => {
    expect(await meets([3, '0.1.0', '0.2.0'], [3, '0.1.0', '0.2.0'], [4, '0.1.5', '0.2.0'])).toEqual([
      false,
      false,
      false,
    ])
  })

  it('is not taken where it cannot be remembered', async () => {
    const memory = kept()
    memory.store.keepText = async () => {
      throw new Error('the disk is full')
    }
    const source = sourceAt(await serve(at(1, '0.2.0')), '0.1.0', memory)
    await expect(source.latest('latest.yml', never)).rejects.toThrow('the disk is full')
  })

  it('is not even remembered where a code was given meanwhile', async () => {
    const memory = kept()
    const stop = new AbortController()
    const publish = at(1, '0.2.0')
    const address = await serve((request, response) => {
      if (request.url?.endsWith('.sig')) stop.abort()
      else publish(request, response)
    })
    await expect(sourceAt(address, '0.1.0', memory).latest('latest.yml', stop.signal)).rejects.toThrow(
      'aborted',
    )
    expect(memory.text()).toBeNull()
  })

  it('and what was put off are both kept when they come at once', async () => {
    const memory = createUpdateMemory(kept().store, 'current')
    await Promise.all([memory.meet({ sequence: 9, version: '1.0.0' }, '1.0.0'), memory.postpone('1.0.1')])
    expect([await memory.postponed(), await memory.meet({ sequence: 8, version: '1.0.0' }, '1.0.0')]).toEqual(
      ['1.0.1', 'replayed'],
    )
  })

  it('is kept apart by channel, and anew where somebody wrote into the file', async () => {
    const memory = kept()
    const current = createUpdateMemory(memory.store, 'current')
    const legacy = createUpdateMemory(memory.store, 'legacy')
    await current.meet({ sequence: 9, version: '1.0.0' }, '1.0.0')
    expect(await legacy.meet({ sequence: 3, version: '1.0.0' }, '1.0.0')).toEqual({ mayGoBack: false })
    expect(await current.meet({ sequence: 8, version: '1.0.0' }, '1.0.0')).toBe('replayed')
    await current.postpone('1.0.1')
    expect([
      await legacy.postponed(),
      await current.meet({ sequence: 8, version: '1.0.0' }, '1.0.0'),
    ]).toEqual(['1.0.1', 'replayed'])
    await memory.store.keepText('update', '{"v":1')
    expect(await current.meet({ sequence: 8, version: '0.9.0' }, '1.0.0')).toEqual({ mayGoBack: false })
  })
})
