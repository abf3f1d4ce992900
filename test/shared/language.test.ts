import { describe, expect, it } from 'vitest'
import { bilingual } from '../../src/shared/language'
import { languageOf } from '../../src/shared/languages'

describe('the language', () => {
  it('is Japanese unless the system clearly speaks something else', () => {
    for (const locale of ['ja', 'ja-JP', 'JA_jp', ''])
      expect([locale, languageOf(locale)]).toEqual([locale, 'ja'])
    for (const locale of ['en', 'en-US', 'de', 'zh-CN'])
      expect([locale, languageOf(locale)]).toEqual([locale, 'en'])
  })

  it('of what a company writes is always both', () => {
    expect(bilingual.safeParse({ ja: '窓口', en: 'Desk' }).success).toBe(true)
    for (const wrong of [{ ja: '窓口' }, { ja: '窓口', en: '' }, { ja: '窓口', en: 'Desk', fr: 'a' }])
      expect(bilingual.safeParse(wrong).success).toBe(false)
  })
})
