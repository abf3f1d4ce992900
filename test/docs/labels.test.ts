import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../scripts/root'
import { read } from './commands'

const bare = (text: string): string => text.replace(/\s|<[^>]*>/g, '')
const screens = readdirSync(join(ROOT, 'src/shared/texts'))
  .map((name) => bare(read(`src/shared/texts/${name}`)))
  .join('\n')

/** What others call things, and the name of the program. */
const foreign = ['そばに', 'システム設定', 'プライバシーとセキュリティ', 'ゴミ箱に入れる']

/** What stands in these brackets: words of a screen; whole sentences are what somebody says on the phone. */
const labelsIn = (text: string): string[] =>
  [...text.matchAll(/[「『]([^」』「『]+)[」』]/g)]
    .map(([, label = '']) => bare(label))
    .filter((label) => !/[、。]/.test(label))

// A guide that names a button as it was once called leaves its reader searching, with a customer on the phone.
describe('the words of the screens', () => {
  it.each(['docs/operators.md', 'docs/troubleshooting.md', 'docs/trust.md', 'docs/leaflet.html'])(
    'stand in %s as they are on the screens',
    (file) => {
      // The first column there is what customers say, in their own words.
      const text = read(file).replace(/^\| 「[^|]*\|/gm, '')
      const labels = labelsIn(text)
      expect(labels.length).toBeGreaterThan(4)
      expect(labels.filter((label) => !foreign.includes(label) && !screens.includes(label))).toEqual([])
    },
  )
})
