import { assertNever } from '../../src/shared/errors'
import type { Language } from '../../src/shared/languages'
import { type SettingName, settingNames, settings } from '../../src/shared/policy'
import { translator } from '../../src/shared/texts'
import { SCHEMA } from './admx'
import { limitsOf } from './limits'
import { choiceText, strictestText } from './values'
import { categories, inLanguage, wording } from './wording'
import { type Xml, xml, xmlFile } from './xml'

const supported = ['Windows 10 以降', 'Windows 10 or newer'] as const

/** What the policy editor says, in one language. */
export function adml(language: Language): string {
  return xmlFile(
    xml('policyDefinitionResources', SCHEMA, [
      xml('displayName', {}, translator(language)('app.name')),
      xml(
        'description',
        {},
        inLanguage(['そばに の設定のひな型', 'Settings of Sobani for managed PCs'], language),
      ),
      xml('resources', {}, [
        xml('stringTable', {}, strings(language)),
        xml(
          'presentationTable',
          {},
          settingNames.map((name) => xml('presentation', { id: name }, presentation(name, language))),
        ),
      ]),
    ]),
  )
}

function strings(language: Language): Xml[] {
  const text = (id: string, words: string): Xml => xml('string', { id }, words)
  return [
    text('Supported_Windows10', inLanguage(supported, language)),
    text('Category_Sobani', inLanguage(['そばに（Sobani）', 'Sobani'], language)),
    ...Object.entries(categories).map(([name, { title }]) =>
      text(`Category_${name}`, inLanguage(title, language)),
    ),
    ...settingNames.flatMap((name) => [
      text(name, inLanguage(wording[name].title, language)),
      text(`${name}_Explain`, explanation(name, language)),
      ...(settings[name].kind === 'choice' ? (settings[name].choices ?? []) : []).map((choice) =>
        text(`${name}_${choice}`, choiceText(name, choice, language)),
      ),
    ]),
  ]
}

function explanation(name: SettingName, language: Language): string {
  const { explain, values, unset } = wording[name]
  const { kind, choices, lock } = settings[name]
  const say = (ja: string, en: string): string => inLanguage([ja, en], language)
  const names =
    kind === 'list' && choices !== null
      ? choices.map((choice) => `${choice}: ${choiceText(name, choice, language)}`).join('\n')
      : null
  return [
    inLanguage(explain, language),
    `${say('値', 'Values')}: ${inLanguage(values, language)}`,
    ...(names === null ? [] : [names]),
    `${say('未構成のとき', 'Not configured')}: ${inLanguage(unset, language)}`,
    ...(lock
      ? [
          say(
            '制限: どの設定元もさらに厳しくでき、どの設定元もゆるめられません。',
            'Lock: every source may close it further, and none can open it.',
          ),
        ]
      : []),
    `${say('値が読み取れないとき', 'Where the value cannot be read')}: ${strictestText(name, language)}`,
  ].join('\n\n')
}

/** The controls of the editor. A switch has none of its own: enabled and disabled say it all. */
function presentation(name: SettingName, language: Language): Xml[] {
  const label = inLanguage(wording[name].title, language)
  const { kind } = settings[name]
  switch (kind) {
    case 'yes-no':
      return [xml('text', {}, inLanguage(wording[name].values, language))]
    case 'text':
      return [xml('textBox', { refId: name }, [xml('label', {}, label)])]
    case 'choice':
      return [xml('dropdownList', { refId: name, noSort: 'true', defaultItem: '0' }, label)]
    case 'list':
      return [
        xml('text', {}, inLanguage(wording[name].values, language)),
        xml('multiTextBox', { refId: name, defaultHeight: `${Math.min(limitsOf(name).most, 8)}` }, label),
      ]
    default:
      return assertNever(kind)
  }
}
