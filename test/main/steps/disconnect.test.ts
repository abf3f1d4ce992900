import { describe, expect, it } from 'vitest'
import { createDisconnect } from '../../../src/main/steps/disconnect'
import type { EndReason } from '../../../src/shared/protocol'
import { quietLog } from '../quiet'

describe('the disconnect', () => {
  const logged = quietLog()

  it('closes everything in order, each with the reason', () => {
    const closed: string[] = []
    const close = (name: string) => ({
      name,
      close: (reason: EndReason) => {
        closed.push(`${name} ${reason}`)
      },
    })
    const end = createDisconnect([close('picture'), close('word'), close('relay')])
    expect(end('customer')).toBe(true)
    expect(closed).toEqual(['picture customer', 'word customer', 'relay customer'])
  })

  it('happens once, whoever asks again and for whatever reason', () => {
    let count = 0
    const end = createDisconnect([{ name: 'a', close: () => count++ }])
    expect([end('customer'), end('timeout'), end('customer')]).toEqual([true, false, false])
    expect(count).toBe(1)
  })

  it('happens once, even where a closer asks for it again', () => {
    const closed: string[] = []
    const end: (reason: EndReason) => boolean = createDisconnect([
      { name: 'first', close: () => closed.push(`again: ${end('failed')}`) },
      { name: 'second', close: (reason) => closed.push(reason) },
    ])
    end('operator')
    expect(closed).toEqual(['again: false', 'operator'])
  })

  it('goes on after a closer that throws, and says which it was', () => {
    const closed: string[] = []
    const end = createDisconnect([
      {
        name: 'broken',
        close: () => {
          throw new Error('stuck')
        },
      },
      { name: 'next', close: () => closed.push('next') },
    ])
    expect(end('customer')).toBe(true)
    expect(closed).toEqual(['next'])
    expect(logged.lines.join('')).toContain('"what":"broken","cause":"Error: stuck"')
  })
})
