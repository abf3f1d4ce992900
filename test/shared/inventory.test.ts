import { describe, expect, it } from 'vitest'
import { catalogue } from '../../src/shared/catalogue'
import { inventory, itemIds } from '../../src/shared/inventory'

describe('the catalogue', () => {
  it('names each item once', () => {
    expect(new Set(itemIds).size).toBe(catalogue.length)
  })

  it('says of whatever may hold a name that it is personal', () => {
    expect(catalogue.filter((item) => item.sensitivity === 'personal').map((item) => item.id)).toEqual([
      'machine-name',
    ])
  })
})

describe('the inventory', () => {
  it('names a refused item and has no place for its value', () => {
    expect(inventory.safeParse({ items: [], refused: ['os'] }).success).toBe(true)
    expect(inventory.safeParse({ items: [], refused: [{ id: 'os', value: 'a' }] }).success).toBe(false)
  })
})
