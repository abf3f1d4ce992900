import { assertNever } from '../../src/shared/errors'
import type { Language } from '../../src/shared/languages'
import { type SettingKind, type SettingName, settingNames, settings } from '../../src/shared/policy'
import { examples } from './examples'
import { limitsOf } from './limits'
import { type PageKey, pageText } from './page-text'
import { choiceText, strictestText } from './values'
import { inLanguage, type Pair, wording } from './wording'

const kinds: { readonly [K in SettingKind]: { readonly say: Pair; readonly registry: string } } = {
  'yes-no': { say: ['有効・無効', 'yes or no'], registry: 'REG_DWORD (1, 0)' },
  text: { say: ['文字', 'text'], registry: 'REG_SZ' },
  choice: { say: ['選択', 'choice'], registry: 'REG_SZ' },
  list: { say: ['一覧', 'list'], registry: 'REG_MULTI_SZ' },
}

/** docs/policy.md: all of it in Japanese, then all of it in English. */
export const page = (): string => `${[...inOne('ja'), '---', ...inOne('en')].join('\n\n')}\n`

function inOne(language: Language): string[] {
  const say = (key: PageKey): string => inLanguage(pageText[key], language)
  return [
    `# ${say('heading')}`,
    say('intro'),
    `## ${say('list')}`,
    table(
      [say('name'), say('what'), say('kind'), say('lock'), say('property')],
      settingNames.map((name) => [
        `\`${name}\``,
        inLanguage(wording[name].title, language),
        inLanguage(kinds[settings[name].kind].say, language),
        settings[name].lock ? say('yes') : '-',
        propertyOf(name),
      ]),
    ),
    `## ${say('each')}`,
    ...settingNames.flatMap((name) => setting(name, language)),
    `## ${say('orderHeading')}`,
    say('order'),
    `## ${say('faultsHeading')}`,
    say('faults'),
    `## ${say('placesHeading')}`,
    say('places'),
    `## ${say('showHeading')}`,
    say('show'),
  ]
}

function setting(name: SettingName, language: Language): string[] {
  const say = (key: PageKey): string => inLanguage(pageText[key], language)
  const { kind, lock, choices } = settings[name]
  const { title, explain, values, unset } = wording[name]
  const lines: [PageKey, string][] = [
    ['kind', inLanguage(kinds[kind].say, language)],
    ['registry', kinds[kind].registry],
    ['values', inLanguage(values, language)],
    ...limitLine(name, language),
    ['unset', inLanguage(unset, language)],
    ['lock', lock ? say('yes') : say('no')],
    ['unreadable', strictestText(name, language)],
    ['property', propertyOf(name)],
    ['example', `\`${JSON.stringify(examples[name])}\``],
  ]
  return [
    `### \`${name}\`: ${inLanguage(title, language)}`,
    inLanguage(explain, language),
    lines.map(([key, words]) => `- **${say(key)}**: ${words}`).join('\n'),
    ...(choices === null
      ? []
      : [choices.map((one) => `  - \`${one}\`: ${choiceText(name, one, language)}`).join('\n')]),
  ]
}

function limitLine(name: SettingName, language: Language): [PageKey, string][] {
  const { kind } = settings[name]
  const say = (ja: string, en: string): [PageKey, string] => ['limits', inLanguage([ja, en], language)]
  switch (kind) {
    case 'yes-no':
    case 'choice':
      return []
    case 'text': {
      const { length } = limitsOf(name)
      return [say(`${length}文字まで`, `at most ${length} characters`)]
    }
    case 'list': {
      const { length, fewest, most } = limitsOf(name)
      return [
        say(
          `${fewest}件から${most}件、1件は${length}文字まで`,
          `${fewest} to ${most} entries of at most ${length} characters`,
        ),
      ]
    }
    default:
      return assertNever(kind)
  }
}

const propertyOf = (name: SettingName): string => {
  const { property } = settings[name]
  return property === null ? '-' : `\`${property}\``
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
