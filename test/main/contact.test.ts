import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createContact } from '../../src/main/contact'
import type { IceServer } from '../../src/shared/protocol'

const first: IceServer[] = [{ urls: ['turn:first.example:3478'] }]
const fresh: IceServer[] = [{ urls: ['turn:fresh.example:3478'] }]

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A contact whose first link stands, with everything it did since. */
function standing(resumeSeconds = 30) {
  const seen: string[] = []
  const contact = createContact(resumeSeconds, {
    open: (link, servers) => void seen.push(`open ${link} ${servers[0]?.urls[0]}`),
    onLost: () => void seen.push('lost'),
    onGivenUp: (reason) => void seen.push(`given up: ${reason}`),
  })
  contact.begin(first)
  contact.stands()
  seen.length = 0
  return { contact, seen }
}

describe('a link that was lost', () => {
  it('is made anew at once, with the next number, while relay and console are there', () => {
    const { contact, seen } = standing()
    contact.lost()
    expect(seen).toEqual(['lost', 'open 2 turn:first.example:3478'])
    expect(contact.link).toBe(2)
    expect(contact.stands()).toBe(true)
  })

  it('is given twice the time from the third try on: a slow line may need it', () => {
    const { contact, seen } = standing(120)
    const opens = () => seen.filter((line) => line.startsWith('open')).length
    contact.lost()
    const after = [4, 4, 8, 8, 8, 8, 8].map((seconds) => {
      vi.advanceTimersByTime(seconds * 1000)
      return opens()
    })
    expect(after).toEqual([2, 3, 4, 5, 6, 7, 8])
    contact.relayBack(fresh, true)
    vi.advanceTimersByTime(4_000)
    expect(opens()).toBe(10)
  })

  it('is tried again every four seconds until it stands, and not after', () => {
    const { contact, seen } = standing()
    contact.lost()
    vi.advanceTimersByTime(8_500)
    expect(seen.filter((line) => line.startsWith('open'))).toHaveLength(3)
    contact.stands()
    vi.advanceTimersByTime(60_000)
    expect(seen).toHaveLength(4)
  })

  it('waits for the relay, and then takes its fresh servers', () => {
    const { contact, seen } = standing()
    contact.relayLost()
    contact.lost()
    vi.advanceTimersByTime(10_000)
    expect(seen).toEqual(['lost'])
    contact.relayBack(fresh, true)
    expect(seen).toEqual(['lost', 'open 2 turn:fresh.example:3478'])
  })

  it('waits for a console that is away', () => {
    const { contact, seen } = standing()
    contact.peer(false)
    contact.lost()
    expect(seen).toEqual(['lost'])
    contact.peer(true)
    expect(seen).toEqual(['lost', 'open 2 turn:first.example:3478'])
  })

  it('is told once, however often it is said', () => {
    const { contact, seen } = standing()
    contact.lost()
    contact.lost()
    expect(seen).toHaveLength(2)
  })
})

describe('patience', () => {
  it.each([
    ['operator-gone', (contact: ReturnType<typeof createContact>) => contact.peer(false)],
    ['network', (contact: ReturnType<typeof createContact>) => contact.relayLost()],
    ['network', () => undefined],
  ] as const)('ends with %s where the link does not come back', (reason, meanwhile) => {
    const { contact, seen } = standing(20)
    meanwhile(contact)
    contact.lost()
    vi.advanceTimersByTime(19_900)
    expect(seen.some((line) => line.startsWith('given up'))).toBe(false)
    vi.advanceTimersByTime(200)
    expect(seen).toContain(`given up: ${reason}`)
    const told = seen.length
    vi.advanceTimersByTime(60_000)
    expect(seen).toHaveLength(told)
  })

  it('ends with relay-lost where only the relay stays away', () => {
    const { contact, seen } = standing(20)
    contact.relayLost()
    vi.advanceTimersByTime(20_000)
    expect(seen).toEqual(['given up: relay-lost'])
  })

  it('starts with the first loss: a second one meanwhile does not lengthen it', () => {
    const { contact, seen } = standing(20)
    contact.relayLost()
    vi.advanceTimersByTime(15_000)
    contact.lost()
    vi.advanceTimersByTime(5_000)
    expect(seen.at(-1)).toBe('given up: network')
  })

  it('is whole again once nothing is missing', () => {
    const { contact, seen } = standing(20)
    contact.relayLost()
    vi.advanceTimersByTime(19_000)
    contact.relayBack(fresh, true)
    vi.advanceTimersByTime(60_000)
    expect(seen).toEqual([])
    contact.relayLost()
    vi.advanceTimersByTime(19_000)
    expect(seen).toEqual([])
  })

  it('gives up nothing after the end', () => {
    const { contact, seen } = standing(20)
    contact.lost()
    contact.close()
    vi.advanceTimersByTime(60_000)
    expect(seen).toHaveLength(2)
  })
})

it('the first link has no second try', () => {
  const seen: string[] = []
  const contact = createContact(30, {
    open: (link) => void seen.push(`open ${link}`),
    onLost: () => void seen.push('lost'),
    onGivenUp: (reason) => void seen.push(reason),
  })
  contact.begin(first)
  contact.lost()
  expect(seen).toEqual(['open 1', 'operator-gone'])
})

describe('a link that agrees on a picture just when the relay goes', () => {
  it('is made anew once the relay is back: what was lost of it comes no more', () => {
    for (const away of ['before', 'meanwhile'] as const) {
      const { contact, seen } = standing()
      if (away === 'before') contact.relayLost()
      contact.offered()
      if (away === 'meanwhile') contact.relayLost()
      contact.relayBack(fresh, true)
      expect([away, seen]).toEqual([away, ['lost', 'open 2 turn:fresh.example:3478']])
    }
  })

  it('is made anew as well where it was the console that went', () => {
    const { contact, seen } = standing()
    contact.offered()
    contact.peer(false)
    expect(seen).toEqual([])
    contact.peer(true)
    expect(seen).toEqual(['lost', 'open 2 turn:first.example:3478'])
  })

  it('is left alone where it was answered, or where nothing is agreed on', () => {
    const { contact, seen } = standing()
    contact.relayLost()
    contact.relayBack(fresh, true)
    contact.offered()
    contact.answered()
    contact.relayLost()
    contact.relayBack(fresh, true)
    expect(seen).toEqual([])
    contact.lost()
    contact.offered()
    contact.answered()
    contact.stands()
    contact.peer(false)
    contact.peer(true)
    expect(seen).toHaveLength(2)
  })
})
