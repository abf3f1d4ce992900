import { describe, expect, it } from 'vitest'
import { linux } from '../../../src/main/machine/linux'
import type { Readers } from '../../../src/main/machine/readers'
import { answerTo } from '../../../src/main/reader/answer'
import { readerAnswer, readerRequest } from '../../../src/main/reader/protocol'
import { recordedHost } from '../machine/recorded-host'

const rejects = async (): Promise<never> => {
  throw new Error('a value in an error')
}

function ask(raw: unknown, change: Partial<Readers> = {}, host = recordedHost('linux-ubuntu-22')) {
  return answerTo(readerRequest.parse(raw), { ...linux, ...change }, host)
}

describe('an answer of the reader process', () => {
  it('fits the protocol, whatever was asked', async () => {
    for (const raw of [
      { id: 1, read: 'item', item: 'os' },
      { id: 2, read: 'machine' },
      { id: 3, read: 'pc-check', areas: ['disk', 'memory'] },
    ])
      expect(readerAnswer.parse(await ask(raw))).toMatchObject({ id: raw.id, read: raw.read })
  })

  it('touches nothing of what was not asked', async () => {
    const host = recordedHost('linux-ubuntu-22')
    const forbidden = new Proxy(linux.items, {
      get: (items, id, receiver) => (id === 'memory' ? Reflect.get(items, id, receiver) : rejects),
    })
    const areas = new Proxy(linux.pcCheck, { get: () => rejects })
    const answer = await ask(
      { id: 1, read: 'item', item: 'memory' },
      { items: forbidden, machine: rejects, pcCheck: areas },
      host,
    )
    expect(answer).toMatchObject({ value: '7.7 GB' })
    expect(host.calls).toEqual(['fact memory', 'fact memory'])
  })

  it('has no value, and no reason, where a reader failed', async () => {
    const answer = await ask(
      { id: 1, read: 'item', item: 'cpu' },
      { items: { ...linux.items, cpu: rejects } },
    )
    expect(answer).toEqual({ id: 1, read: 'item', value: null, ms: expect.any(Number) })
  })

  it('makes an area unread that failed, and leaves the others', async () => {
    const answer = await ask(
      { id: 1, read: 'pc-check', areas: ['disk', 'memory'] },
      { pcCheck: { ...linux.pcCheck, disk: rejects } },
    )
    expect(answer).toMatchObject({
      areas: [
        { id: 'disk', state: 'unread', finding: 'unreadable', details: [] },
        { id: 'memory', state: 'attention' },
      ],
    })
  })

  it('is cut to what fits, and not through a character', async () => {
    const long = async () => `${'x'.repeat(399)}😀 and more`
    const item = await ask({ id: 1, read: 'item', item: 'os' }, { items: { ...linux.items, os: long } })
    expect(item).toMatchObject({ value: 'x'.repeat(399) })

    const area = await ask(
      { id: 1, read: 'pc-check', areas: ['start-up'] },
      {
        pcCheck: {
          ...linux.pcCheck,
          'start-up': async () => ({
            id: 'start-up',
            state: 'good',
            finding: 'start-up-listed',
            details: Array.from({ length: 30 }, () => 'y'.repeat(200)),
          }),
        },
      },
    )
    expect(readerAnswer.parse(area)).toMatchObject({ areas: [{ details: Array(20).fill('y'.repeat(120)) }] })

    const machine = await ask(
      { id: 1, read: 'machine' },
      {
        machine: async (host) => ({
          ...(await linux.machine(host)),
          name: 'n'.repeat(200),
          version: '1'.repeat(200),
          edition: 'e'.repeat(200),
        }),
      },
    )
    expect(readerAnswer.safeParse(machine).success).toBe(true)
  })

  it('is not given to a question that nobody may ask', () => {
    for (const raw of [
      { id: 1, read: 'item', item: 'certificate' },
      { id: 1, read: 'item', item: 'router' },
      { id: 1, read: 'item', item: 'os', more: true },
      { id: 1, read: 'file', path: '/etc/passwd' },
      { id: 1, read: 'pc-check', areas: ['everything'] },
      { read: 'machine' },
    ])
      expect(readerRequest.safeParse(raw).success).toBe(false)
  })
})
