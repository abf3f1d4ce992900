import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ALIVE_MS, SILENCE_MS } from '../../../src/shared/peer-protocol'
import { agreed, type Opened, opened, renewed, say, typesOf } from './session-stage'

const alive = say({ type: 'alive' })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** The operator's end makes itself heard as it should. */
function stay({ session }: Opened, beats: number): void {
  for (let beat = 0; beat < beats; beat++) {
    vi.advanceTimersByTime(ALIVE_MS)
    session.receive(alive)
  }
}

describe('silence', () => {
  it('before the channel stands is nobody’s, on any link', () => {
    const first = opened()
    vi.advanceTimersByTime(10 * SILENCE_MS)
    expect([first.contact, first.sent]).toEqual([[], []])
    const stage = agreed()
    stage.session.renew()
    vi.advanceTimersByTime(10 * SILENCE_MS)
    expect([stage.contact, stage.sent]).toEqual([[], []])
  })

  it('is told once, however long it lasts, and ends nothing by itself', () => {
    const stage = agreed()
    vi.advanceTimersByTime(SILENCE_MS)
    expect(stage.contact).toEqual([])
    vi.advanceTimersByTime(ALIVE_MS)
    expect(stage.contact).toEqual(['silence'])
    vi.advanceTimersByTime(10 * SILENCE_MS)
    expect([stage.contact, stage.ended]).toEqual([['silence'], []])
  })

  it('is over with the first word, once, and may come again', () => {
    const stage = agreed()
    vi.advanceTimersByTime(SILENCE_MS + ALIVE_MS)
    stay(stage, 10)
    expect(stage.contact).toEqual(['silence', 'heard'])
    vi.advanceTimersByTime(SILENCE_MS + ALIVE_MS)
    expect(stage.contact).toEqual(['silence', 'heard', 'silence'])
  })

  it('is broken by any message, and by none that is refused', () => {
    const stage = agreed()
    stay(stage, 10)
    expect(stage.contact).toEqual([])
    for (let beat = 0; beat < 5; beat++) {
      vi.advanceTimersByTime(ALIVE_MS)
      expect(() => stage.session.receive('noise')).toThrow()
    }
    expect(stage.contact).toEqual(['silence'])
    expect(() => stage.session.receive('noise')).toThrow()
    expect(stage.contact).toEqual(['silence'])
  })

  it('of the link before says nothing of the next', () => {
    const stage = agreed()
    vi.advanceTimersByTime(SILENCE_MS + ALIVE_MS)
    vi.advanceTimersByTime(60_000)
    renewed(stage)
    vi.advanceTimersByTime(SILENCE_MS)
    expect(stage.contact).toEqual(['silence', 'again after again'])
    vi.advanceTimersByTime(ALIVE_MS)
    expect(stage.contact).toEqual(['silence', 'again after again', 'silence'])
  })

  it('that a stranger breaks is no return: its keys are not those of the words', () => {
    const stage = agreed()
    renewed(stage, '0A', '0D')
    vi.advanceTimersByTime(SILENCE_MS + ALIVE_MS)
    stage.session.receive(alive)
    expect(stage.contact).toEqual(['silence'])
  })

  it('does not keep the signs of life back, which go on until the session is closed', () => {
    const { session, sent } = agreed()
    vi.advanceTimersByTime(SILENCE_MS + 3 * ALIVE_MS)
    expect(typesOf(sent)).toEqual(Array((SILENCE_MS + 3 * ALIVE_MS) / ALIVE_MS).fill('alive'))
    session.close()
    session.close()
    vi.advanceTimersByTime(10 * SILENCE_MS)
    expect(sent).toHaveLength((SILENCE_MS + 3 * ALIVE_MS) / ALIVE_MS)
    expect(vi.getTimerCount()).toBe(0)
  })
})
