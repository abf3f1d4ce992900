import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Contact, createContact } from '../../src/console/contact'
import type { EndReason } from '../../src/shared/protocol'

const SECONDS = 120
let changes: Contact[]
let given: EndReason[]
const open = (begin: 'opening' | 'lost' = 'opening') =>
  createContact(SECONDS, begin, {
    onChange: (contact) => changes.push(contact),
    onGivenUp: (reason) => given.push(reason),
  })
const wait = (seconds: number) => vi.advanceTimersByTime(seconds * 1_000)

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  changes = []
  given = []
})
afterEach(() => {
  vi.useRealTimers()
})

describe('contact', () => {
  it('gives up a link that nobody makes anew, and tells whose end is away', () => {
    const contact = open()
    contact.stands()
    contact.lost()
    expect(changes.at(-1)).toEqual({ state: 'lost', present: true, until: SECONDS * 1_000 })
    contact.peer(false)
    expect(changes.at(-1)).toMatchObject({ state: 'lost', present: false })
    wait(SECONDS - 1)
    expect(given).toEqual([])
    wait(1)
    expect(given).toEqual(['agent-gone'])
  })

  it('calls it the network where both ends reach the relay', () => {
    const contact = open()
    contact.stands()
    contact.lost()
    wait(SECONDS)
    expect(given).toEqual(['network'])
  })

  it('bears a lost relay while the link stands, without a word, and for so long', () => {
    const contact = open()
    contact.stands()
    const before = changes.length
    contact.relay(false)
    expect(changes.length).toBe(before)
    wait(SECONDS)
    expect(given).toEqual(['relay-lost'])
  })

  it('calls it the network where link and relay are both away', () => {
    const contact = open()
    contact.stands()
    contact.relay(false)
    contact.lost()
    expect(changes.at(-1)).toMatchObject({ present: null })
    wait(SECONDS)
    expect(given).toEqual(['network'])
  })

  it('counts from the first loss, until nothing is missing any more', () => {
    const contact = open()
    contact.stands()
    contact.relay(false)
    wait(100)
    contact.lost()
    contact.relay(true)
    wait(19)
    contact.stands()
    wait(SECONDS * 2)
    expect(given).toEqual([])
    contact.lost()
    wait(SECONDS - 1)
    expect(given).toEqual([])
  })

  it('leaves a first link that fails to the joining', () => {
    const contact = open()
    contact.lost()
    expect(contact.state).toBe('opening')
    wait(SECONDS * 2)
    expect(given).toEqual([])
  })

  it('begins lost for a page that comes back', () => {
    const contact = open('lost')
    expect(changes).toEqual([{ state: 'lost', present: true, until: SECONDS * 1_000 }])
    contact.stands()
    expect(changes.at(-1)).toEqual({ state: 'standing' })
    wait(SECONDS * 2)
    expect(given).toEqual([])
  })

  it('says nothing after it was closed', () => {
    const contact = open('lost')
    contact.close()
    wait(SECONDS * 2)
    expect(given).toEqual([])
  })
})
