import { describe, expect, it } from 'vitest'
import { wordList } from '../../src/shared/word-list'

const japanese = wordList.map(([ja]) => ja)
const english = wordList.map(([, en]) => en)

const smallKana = 'ぁぃぅぇぉっゃゅょゎ'
const largeKana = 'あいうえおつやゆよわ'

/** What is left of a word on a bad line: no voicing marks, no length, no small kana, one script. */
function fold(word: string): string {
  const hiragana = word.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
  const unvoiced = hiragana.normalize('NFD').replace(/[\u3099\u309aー]/g, '')
  return unvoiced.replace(/[ぁぃぅぇぉっゃゅょゎ]/g, (kana) => largeKana.charAt(smallKana.indexOf(kana)))
}

/** Damerau-Levenshtein distance (optimal string alignment) in characters. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1)
      current.push(best)
    }
    beforeLast = last
    last = current
  }
  return last[b.length] ?? 0
}

/** Every pair of words that one slip of the ear or tongue could turn into each other. */
function tooClose(words: readonly string[]): string[] {
  return words.flatMap((word, index) =>
    words.slice(index + 1).flatMap((other) => (distance(word, other) < 2 ? [`${word} / ${other}`] : [])),
  )
}

describe('word list', () => {
  it('holds one word for each byte value', () => {
    expect(wordList).toHaveLength(256)
  })

  it('repeats no word in either language', () => {
    expect(new Set(japanese).size).toBe(256)
    expect(new Set(english).size).toBe(256)
  })

  it('writes Japanese in kana, two to five characters, six with a small kana', () => {
    const wrong = japanese.filter((word) => {
      const longest = /[ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ]/.test(word) ? 6 : 5
      return !/^[ぁ-ゖァ-ヺー]+$/.test(word) || word.length < 2 || word.length > longest
    })
    expect(wrong).toEqual([])
  })

  it('writes English in three to ten plain letters', () => {
    expect(english.filter((word) => !/^[a-z]{3,10}$/.test(word))).toEqual([])
  })

  it('keeps Japanese words two sounds apart, whatever the line swallows', () => {
    expect(tooClose(japanese.map(fold))).toEqual([])
  })

  it('keeps English words two letters apart', () => {
    expect(tooClose(english)).toEqual([])
  })
})

describe('the measure itself', () => {
  it('folds what the ear may miss', () => {
    expect(fold('ガッコー')).toBe('かつこ')
    expect(fold('ちょうちょ')).toBe('ちようちよ')
    expect(fold('パン')).toBe(fold('はん'))
  })

  it('counts insertion, deletion, substitution and a swap of neighbours as one', () => {
    expect(distance('かさ', 'かさね')).toBe(1)
    expect(distance('かさね', 'かさ')).toBe(1)
    expect(distance('かさ', 'かめ')).toBe(1)
    expect(distance('かさ', 'さか')).toBe(1)
    expect(distance('seal', 'snail')).toBe(2)
    expect(distance('', 'abc')).toBe(3)
  })
})
