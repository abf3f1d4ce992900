import { describe, expect, it } from 'vitest'
import { passagesOf } from '../../src/renderer/passages'
import type { Change } from '../../src/shared/ipc'

const same = (text: string): Change => ({ kind: 'same', text })
const added = (text: string): Change => ({ kind: 'added', text })
const removed = (text: string): Change => ({ kind: 'removed', text })

describe('the passages of a document that changed', () => {
  it('are what was added and removed, in order, without what is the same', () => {
    const changes = [same('a\n\nb'), removed('c'), added('d\n\ne'), same('f'), added('g')]
    expect(passagesOf(changes).map(({ kind, text }) => [kind, text])).toEqual([
      ['removed', 'c'],
      ['added', 'd\n\ne'],
      ['added', 'g'],
    ])
  })

  it('stand under the last heading before them', () => {
    const changes = [same('# 題\n\n## 一\nあ'), added('い'), same('う\n## 二'), removed('え'), added('お')]
    expect(passagesOf(changes).map(({ under }) => under)).toEqual(['一', '二', '二'])
  })

  it('stand under no heading where none comes before', () => {
    expect(passagesOf([added('# 題\nあ')])).toEqual([{ kind: 'added', text: '# 題\nあ', under: null }])
  })

  it('stand under a heading that was added, and not under one that was removed', () => {
    const changes = [same('## 一'), removed('## 二\nあ'), added('い'), added('## 三'), added('う')]
    expect(passagesOf(changes).map(({ under }) => under)).toEqual(['一', '一', '一', '三'])
  })

  it('take only a line that is a heading for one', () => {
    expect(passagesOf([same('## 一\n#二\n 番号 # 三'), added('あ')])[0]?.under).toBe('一')
  })

  it('are none where only empty lines differ', () => {
    expect(passagesOf([same('a'), added('\n'), removed('  \n')])).toEqual([])
    expect(passagesOf([])).toEqual([])
  })
})
