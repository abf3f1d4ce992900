import { describe, expect, it } from 'vitest'
import { catalogue } from '../../src/shared/catalogue'
import { inventory, itemIds, readItemIds } from '../../src/shared/inventory'

describe('the catalogue', () => {
  it('names each item once', () => {
    expect(new Set(itemIds).size).toBe(catalogue.length)
  })

  it('is the published list, in its order', () => {
    expect(itemIds).toEqual([
      'os',
      'certificate',
      'machine-name',
      'mac-address',
      'volume-serial',
      'free-space',
      'browser',
      'mail',
      'cpu',
      'memory',
      'router',
    ])
  })

  it('says of whatever may hold a name, a number of this PC or a password that it does', () => {
    const of = (wanted: string) =>
      catalogue.filter(({ sensitivity }) => sensitivity === wanted).map(({ id }) => id)
    expect(of('personal')).toEqual(['machine-name'])
    expect(of('identifying')).toEqual(['certificate', 'mac-address', 'volume-serial'])
    expect(of('secret')).toEqual(['router'])
  })

  it('never has software read what is secret', () => {
    expect(readItemIds).not.toContain('router')
    expect(catalogue.find(({ id }) => id === 'router')).toMatchObject({ source: 'typed', kept: 'memory' })
  })
})

describe('the inventory', () => {
  it('names a refused item and has no place for its value', () => {
    expect(inventory.safeParse({ items: [], refused: ['os'] }).success).toBe(true)
    expect(inventory.safeParse({ items: [], refused: [{ id: 'os', value: 'a' }] }).success).toBe(false)
  })
})
