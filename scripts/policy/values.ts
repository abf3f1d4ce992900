import { assertNever } from '../../src/shared/errors'
import { itemIds } from '../../src/shared/inventory'
import { type Language, languages } from '../../src/shared/languages'
import { type SettingName, settings } from '../../src/shared/policy'
import { translator } from '../../src/shared/texts'
import { inLanguage, type Pair } from './wording'

/** A choice, as the screens call it. */
export function choiceText(name: SettingName, choice: string, language: Language): string {
  const t = translator(language)
  const item = itemIds.find((id) => id === choice)
  if (item !== undefined) return t(`item.${item}`)
  const spoken = languages.find((id) => id === choice)
  if (spoken !== undefined) return t(`language.${spoken}`)
  throw new Error(`${name}: nothing says what "${choice}" is`)
}

/** What holds where the value, or all of its source, cannot be read. */
export function strictestText(name: SettingName, language: Language): string {
  return inLanguage(strictest(name), language)
}

function strictest(name: SettingName): Pair {
  const value: unknown = settings[name].strictest
  const { kind } = settings[name]
  switch (kind) {
    case 'yes-no':
      return value === true
        ? ['有効として扱います。', 'Counts as enabled.']
        : ['無効として扱います。', 'Counts as disabled.']
    case 'list':
      if (!Array.isArray(value)) throw new Error(`${name}: its strictest value is no list`)
      return value.length === 0
        ? ['空の一覧として扱います。何も認めません。', 'Counts as an empty list: nothing is let through.']
        : ['すべての項目が入っているものとして扱います。', 'Counts as the list of all of them.']
    case 'text':
    case 'choice':
      // Without a server there is no session at all; without the others the program goes on as if nobody had set them.
      if (name === 'ServerUrl')
        return [
          '接続先がないものとして扱い、どこにも接続しません。',
          'Counts as no server: the agent connects to none.',
        ]
      return ['値がないものとして扱います。', 'Counts as no value at all.']
    default:
      return assertNever(kind)
  }
}
