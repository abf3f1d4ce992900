import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detailsOf, judgeDisk, judgeFileSharing, judgeMemory } from '../../../src/main/machine/judge'
import { pcCheckArea } from '../../../src/shared/pc-check'

const drive = (free: number, total: number, label = 'C:') => ({ label, free, total })

describe('judging a disk', () => {
  it.each([
    ['a tenth', drive(10e9, 100e9), 'disk-enough'],
    ['a byte under a tenth', drive(10e9 - 1, 100e9), 'disk-low'],
    ['5 GB of a small drive', drive(5e9, 32e9), 'disk-enough'],
    ['a byte under 5 GB', drive(5e9 - 1, 32e9), 'disk-low'],
    ['nothing left', drive(0, 100e9), 'disk-low'],
  ])('%s', (_what, one, finding) => {
    const area = judgeDisk([one])
    expect(area.finding).toBe(finding)
    expect(area.state).toBe(finding === 'disk-low' ? 'attention' : 'good')
  })

  it('lets the fullest of several decide, and lists all', () => {
    expect(judgeDisk([drive(200e9, 256e9), drive(12.3e9, 500e9, 'D:')])).toEqual({
      id: 'disk',
      state: 'attention',
      finding: 'disk-low',
      details: ['C: 200.0 GB / 256.0 GB', 'D: 12.3 GB / 500.0 GB'],
    })
  })

  it('is never good about what was not read', () => {
    for (const drives of [[], [drive(0, 0)], [drive(Number.NaN, Number.NaN)]])
      expect(judgeDisk(drives)).toEqual({ id: 'disk', state: 'unread', finding: 'unreadable', details: [] })
  })
})

describe('judging memory', () => {
  it('is low under a tenth', () => {
    const total = 10 * 2 ** 30
    expect(judgeMemory({ free: 2 ** 30, total })).toEqual({
      id: 'memory',
      state: 'good',
      finding: 'memory-enough',
      details: ['1.0 GB / 10.0 GB'],
    })
    expect(judgeMemory({ free: 2 ** 30 - 1, total }).finding).toBe('memory-low')
  })

  it('is unread without a size', () => expect(judgeMemory({ free: 0, total: 0 }).state).toBe('unread'))
})

describe('what an area may carry', () => {
  it('holds to the schema whatever the machine calls its drives and programs', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 300 }), { maxLength: 60 }), fc.double(), (names, size) => {
        pcCheckArea.parse(judgeFileSharing(names))
        pcCheckArea.parse(judgeDisk(names.map((label) => ({ label, free: size, total: size * 2 }))))
      }),
    )
  })

  it('says each line once', () => expect(detailsOf([' a ', 'a', '', 'b'])).toEqual(['a', 'b']))

  it('calls no file-sharing program good, and any at all worth a look', () => {
    expect(judgeFileSharing([]).finding).toBe('file-sharing-none')
    expect(judgeFileSharing(['Winny'])).toEqual({
      id: 'file-sharing',
      state: 'attention',
      finding: 'file-sharing-found',
      details: ['Winny'],
    })
  })
})
