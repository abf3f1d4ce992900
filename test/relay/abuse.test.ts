import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { raw as rawTo } from './raw'
import { connect, joining, openStage, PATIENCE, password, type Stage, user, waitFor } from './stage'

// Bodies and packets that are made to hurt. What is drawn at random: fuzz.test.ts.

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(() => stage.later(61_000))
afterAll(() => stage.close())

const raw = (request: string) => rawTo(stage.address, request)

const deep = `${'['.repeat(1900)}${']'.repeat(1900)}`
test.each<[string, string]>([
  ['nested', `{"user":${deep},"password":"x"}`],
  ['nested without an end', '[{"a":'.repeat(600)],
  ['many keys', `{${Array.from({ length: 300 }, (_, n) => `"k${n}":1`).join(',')}}`],
  ['__proto__', '{"__proto__":{"ok":true},"user":"a","password":"b"}'],
  ['constructor.prototype', '{"constructor":{"prototype":{"ok":true}},"user":"a","password":"b"}'],
  ['a long number', `{"user":${'9'.repeat(3000)},"password":"b"}`],
  ['numbers beyond all', '{"user":1e999,"password":-1e999}'],
  ['lone surrogates', '{"user":"\\ud800","password":"\\udfff","extra":1}'],
  ['a BOM and NULs', '\ufeff{"user":"a\\u0000","password":"b","extra":"\\u0000"}'],
  ['not UTF-8', '{"user":"\xff\xfe","password":"b","x":1}'],
])('JSON that would hurt is refused: %s', async (_name, body) => {
  const length = `Content-Length: ${Buffer.byteLength(body)}`
  const answer = await raw(
    `POST /api/sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n${length}\r\n\r\n${body}`,
  )
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
  expect(({} as Record<string, unknown>).ok).toBeUndefined()
})

test('the same key twice is one key, the last', async () => {
  const body = `{"user":"x","password":"x","user":"${user}","password":"${password}"}`
  const answer = await fetch(`${stage.address}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: stage.address },
    body,
  })
  expect(answer.status).toBe(200)
})

describe('sockets', () => {
  test('know two namespaces, and no other', async () => {
    for (const namespace of ['/', '/admin', '/agent/', '/__proto__', '/Agent'])
      await expect(connect(stage.address, namespace), namespace).rejects.toThrow()
  })

  test('take nesting, attachments, odd events and forged acknowledgements for what they are', async () => {
    const agent = await connect(stage.address, '/agent')
    expect(await agent.socket.timeout(PATIENCE).emitWithAck('message', Buffer.alloc(1000))).toMatchObject({
      ok: false,
    })
    expect(
      await agent.socket.timeout(PATIENCE).emitWithAck('message', { v: 1, type: Buffer.alloc(10) }),
    ).toMatchObject({ ok: false })
    for (const event of ['__proto__', 'toString', 'error', ''])
      expect([event, await agent.socket.timeout(PATIENCE).emitWithAck(event, 1)]).toEqual([
        event,
        { ok: false, error: 'message-unknown', field: 'event' },
      ])
    expect(await agent.ask(joining('000000'))).toMatchObject({ ok: false })
    agent.close()
  })

  test('answer what is nested thirty thousand times', async () => {
    const agent = await connect(stage.address, '/agent')
    const { ws } = agent.socket.io.engine.transport as unknown as {
      ws: {
        send(data: string): void
        addEventListener(name: 'message', then: (event: { data: string }) => void): void
      }
    }
    const answers: string[] = []
    ws.addEventListener('message', ({ data }) => answers.push(String(data)))
    const depth = 30_000
    for (const [id, value] of [
      `${'['.repeat(depth)}${']'.repeat(depth)}`,
      `{"v":1,"type":"signal","link":1,"signal":${'{"a":'.repeat(depth / 6)}1${'}'.repeat(depth / 6)}}`,
    ].entries())
      ws.send(`42/agent,${7000 + id}["message",${value}]`)
    await waitFor(
      () => answers.filter((one) => /^43\/agent,700\d\[\{"ok":false/.test(one)).length === 2,
      'two refusals',
    )
    expect(stage.log.filter((line) => line.includes('could not be handled'))).toEqual([])
    agent.close()
  })

  test('close the one that speaks no Socket.IO, and no other', async () => {
    const good = await connect(stage.address, '/agent')
    const words = [
      '4',
      '44{}',
      '42/agent,',
      '42/agent,[]',
      '451-["x",{"_placeholder":true,"num":9}]',
      '43/agent,999999[]',
      `42/agent,${deep}`,
      '9',
      '\u0000',
    ]
    for (const word of words) {
      const bad = await connect(stage.address, '/agent')
      const { ws } = bad.socket.io.engine.transport as unknown as {
        ws: { send(data: string | Buffer): void }
      }
      ws.send(word)
      ws.send(Buffer.from([1, 2, 3]))
      bad.close()
    }
    expect(await good.ask({ v: 2, type: 'leave' })).toMatchObject({ error: 'version-unknown' })
    good.close()
  })
})
