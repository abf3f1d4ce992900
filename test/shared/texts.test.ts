import { describe, expect, it } from 'vitest'
import { pictureNames } from '../../src/relay/downloads/pictures'
import { channels } from '../../src/shared/built-for'
import { catalogue } from '../../src/shared/catalogue'
import { advices, checkIds, verdict } from '../../src/shared/environment'
import { errorCodes } from '../../src/shared/errors'
import { foundWords } from '../../src/shared/found-words'
import { itemIds, routerFields } from '../../src/shared/inventory'
import { forgettable, storedIds } from '../../src/shared/ipc'
import { languages } from '../../src/shared/languages'
import { findings, pcCheckArea, pcCheckAreaIds } from '../../src/shared/pc-check'
import { holdReasons } from '../../src/shared/picture'
import { settingNames } from '../../src/shared/policy'
import { endReasons } from '../../src/shared/protocol'
import { translator } from '../../src/shared/texts'
import { agentTexts } from '../../src/shared/texts/agent'
import { barTexts } from '../../src/shared/texts/bar'
import { commonTexts } from '../../src/shared/texts/common'
import { consoleTexts } from '../../src/shared/texts/console'
import { consoleLiveTexts } from '../../src/shared/texts/console-live'
import { downloadTexts } from '../../src/shared/texts/download'
import { environmentTexts } from '../../src/shared/texts/environment'
import { inventoryTexts } from '../../src/shared/texts/inventory'
import { licencesTexts } from '../../src/shared/texts/licences'
import { liveTexts } from '../../src/shared/texts/live'
import { paperTexts } from '../../src/shared/texts/paper'
import { pcCheckTexts } from '../../src/shared/texts/pc-check'
import { policyTexts } from '../../src/shared/texts/policy'
import { trustTexts } from '../../src/shared/texts/trust'
import { updateTexts } from '../../src/shared/texts/update'
import { isCode, literalOf, type Node, parse, sources, templateOf } from '../sources'

const parts = [
  commonTexts,
  environmentTexts,
  inventoryTexts,
  pcCheckTexts,
  paperTexts,
  agentTexts,
  liveTexts,
  barTexts,
  consoleTexts,
  consoleLiveTexts,
  policyTexts,
  trustTexts,
  updateTexts,
  licencesTexts,
  downloadTexts,
]
const entries = parts.flatMap((part): [string, readonly [ja: string, en: string]][] => Object.entries(part))
const keys = new Set(entries.map(([key]) => key))

const pages = sources.filter(isCode).filter(({ path }) => !path.startsWith('shared/texts/'))
const nodes = pages.flatMap((source) => parse(source).nodes.map((node) => ({ path: source.path, node })))

/** The first argument of every `t(...)`. */
const asked = nodes.flatMap(({ path, node }) => {
  if (node.type !== 'CallExpression') return []
  const callee = node.callee as Node
  const name = callee.type === 'MemberExpression' ? (callee.property as Node).name : callee.name
  const [key] = node.arguments as Node[]
  return name === 't' && key !== undefined ? [{ path, key }] : []
})
const askedByName = asked.flatMap(({ path, key }) => {
  const name = literalOf(key)
  return name === null ? [] : [{ path, name }]
})

/** "advice." of `advice.${...}`: the only shape of a computed key. */
const askedByPrefix = asked.flatMap(({ path, key }) => {
  const pieces = key.type === 'TemplateLiteral' ? templateOf(key) : []
  return pieces.length > 1 ? [{ path, pieces }] : []
})

/** Keys that pages make from a closed list: each member of the list must have its text. */
const made: Readonly<Record<string, readonly string[]>> = {
  'about.channel.': channels,
  'advice.': advices.filter((advice) => advice !== 'fine'),
  'bar.state.': ['starting', 'stalled', ...holdReasons],
  'check.': checkIds,
  'document.': ['license', 'notices'],
  'documents.': ['changes', 'whole'],
  'ended.': endReasons,
  'download.none.': ['old-windows', 'old-mac', 'phone', 'linux', 'unknown'],
  'download.problem.': ['gone', 'choose'],
  'download.system.': [
    ...['windows', 'linux'].flatMap((system) => ['x64', 'arm64', 'ia32'].map((one) => `${system}-${one}`)),
    ...['new', 'old'].flatMap((age) => ['x64', 'arm64'].map((one) => `mac-${age}-${one}`)),
  ],
  'environment.looks.': ['system', 'machine', 'display', 'network'],
  'error.': errorCodes,
  'found.': foundWords,
  'item.': itemIds,
  'item.kept.': catalogue.map(({ kept }) => kept),
  'item.sensitivity.': catalogue.map(({ sensitivity }) => sensitivity),
  'item.why.': itemIds,
  'language.': languages,
  'live.picture.': ['stalled', ...holdReasons],
  'paper.held.': holdReasons,
  'pc-check.area.': pcCheckAreaIds,
  'pc-check.finding.': findings,
  'pc-check.state.': pcCheckArea.shape.state.options,
  'picture.': pictureNames,
  'reason.': endReasons,
  'policy.setting.': settingNames,
  'router.': routerFields,
  'start.note.': pictureNames.filter((name) => name !== 'mac-about'),
  'start.step.': pictureNames.filter((name) => name !== 'mac-about'),
  'steps.': ['documents', 'environment', 'inventory', 'code', 'approval', 'live'],
  'stored.confirm.': forgettable.options,
  'stored.forget.': forgettable.options,
  'stored.thing.': storedIds,
  'stored.what.': storedIds,
  'stored.yes.': forgettable.options,
  'verdict.': verdict.options,
  'console.code.': ['expired', 'void'],
  'console.cover.': ['starting', 'stalled', ...holdReasons],
  'console.cover-why.': ['starting', 'stalled', ...holdReasons],
  'console.cover-say.': ['stalled', ...holdReasons].filter((reason) => reason !== 'permission'),
  'console.cover-step.': ['open', 'privacy', 'allow', 'restart'],
  'console.device.': ['new', 'unproven', 'differs', 'revoked'],
  'console.quality.': ['latency', 'round-trip', 'rate', 'resolution', 'bandwidth', 'loss', 'codec', 'path'],
  'console.quality.limit.': ['cpu', 'bandwidth'],
  'console.quality.limit-why.': ['cpu', 'bandwidth'],
  'console.quality.path.': ['direct', 'relay', 'relay-udp', 'relay-tcp', 'relay-tls'],
  'console.session.': ['fit', 'actual'],
  'console.still.': ['none', 'asked', 'granted', 'refused', 'managed'],
  'console.state.': ['joining', 'waiting', 'allowed', 'live', 'closed', 'relay-lost'],
  'console.title.': ['starting', 'sign-in', 'desk', 'code', 'session', 'ended'],
}

describe('every key', () => {
  it('that a page asks for by name has its text', () => {
    expect(askedByName.length).toBeGreaterThan(100)
    expect(askedByName.filter(({ name }) => !keys.has(name))).toEqual([])
  })

  it('that a page makes has its text, for every member of the list it is made from', () => {
    const missing = Object.entries(made).flatMap(([prefix, members]) =>
      members.map((member) => prefix + member).filter((key) => !keys.has(key)),
    )
    expect(missing).toEqual([])
  })

  it('that a page makes is a known beginning and one word', () => {
    expect(askedByPrefix.length).toBeGreaterThan(0)
    const unknown = askedByPrefix.filter(
      ({ pieces: [prefix = '', ...rest] }) => !(prefix in made) || rest.join('') !== '',
    )
    expect(unknown).toEqual([])
  })

  it('is used somewhere', () => {
    const named = new Set(nodes.flatMap(({ node }) => literalOf(node) ?? []))
    const used = (key: string) =>
      named.has(key) ||
      Object.entries(made).some(([prefix, members]) => members.some((one) => prefix + one === key))
    expect([...keys].filter((key) => !used(key))).toEqual([])
  })

  it('stands in one file only', () => {
    expect(entries.length).toBe(keys.size)
  })
})

const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

describe('both languages', () => {
  it('say something', () => {
    expect(entries.filter(([, pair]) => pair.some((text) => text.trim() === ''))).toEqual([])
  })

  it('leave room for the same values', () => {
    const differing = entries.filter(([, [ja, en]]) => holes(ja).join() !== holes(en).join())
    expect(differing).toEqual([])
  })

  it('have no hole that is written in another way', () => {
    const odd = entries.filter(([, pair]) =>
      pair.some((text) => /[{}]|\$t\(/.test(text.replaceAll(/\{\{\w+\}\}/g, ''))),
    )
    expect(odd).toEqual([])
  })

  it('fill their holes where a page shows them', () => {
    const empty = asked
      .filter(({ key }) => entries.some(([name, [ja]]) => name === literalOf(key) && holes(ja).length > 0))
      .map(({ path, key }) => ({ path, name: literalOf(key), key }))
    const calls = nodes.filter(({ node }) => node.type === 'CallExpression')
    const bare = empty.filter(({ key }) =>
      calls.some(({ node }) => {
        const [first, values] = node.arguments as Node[]
        return first === key && values?.type !== 'ObjectExpression'
      }),
    )
    expect(bare.map(({ path, name }) => `${path} ${name}`)).toEqual([])
  })
})

const japanese = entries.map(([key, [ja]]) => [key, ja] as const)
const japaneseWith = (pattern: RegExp) => japanese.filter(([, ja]) => pattern.test(ja))
const letter = '[ぁ-んァ-ヶー一-龠々、。「」『』（）：]'

describe('the Japanese', () => {
  it('has no half-width katakana and no full-width Latin letters', () => {
    expect(japaneseWith(/[\uff61-\uff9f\uff21-\uff3a\uff41-\uff5a]/)).toEqual([])
  })

  it('has no ASCII punctuation among its letters', () => {
    expect(japaneseWith(new RegExp(`${letter}[,.!?;:()"'](?! \\{\\{)|[,.!?;()"']${letter}`))).toEqual([])
  })

  it('has no space where none is written', () => {
    expect(japaneseWith(new RegExp(`${letter} ${letter}|\\u3000| $|^ `))).toEqual([])
  })

  it('closes every bracket', () => {
    const open = japanese.filter(([key, ja]) =>
      // Stands between two titles, inside the brackets of a sentence around it.
      key === 'list.and'
        ? false
        : ['「」', '『』', '（）'].some(([a = '', b = '']) => ja.split(a).length !== ja.split(b).length),
    )
    expect(open).toEqual([])
  })

  it('calls the operator オペレーター wherever the customer reads it', () => {
    const shownToCustomers = Object.assign(
      {},
      ...parts.filter((part) => part !== consoleTexts && part !== consoleLiveTexts),
    ) as typeof agentTexts
    const other = Object.entries(shownToCustomers).filter(([, [ja]]) => /担当者|オペレータ(?!ー)/.test(ja))
    expect(other).toEqual([])
  })

  it('spells each thing one way', () => {
    expect(japaneseWith(/お客様|メモリ(?!ー)|サーバ(?!ー)|ユーザ(?!ー)|パソコンー|ソフトウエア/)).toEqual([])
  })
})

describe('the English', () => {
  it('has no Japanese letters but its own name of the language', () => {
    const odd = entries.filter(([, [, en]]) => /[\u3000-\u9fff\uff00-\uffef]/.test(en)).map(([key]) => key)
    expect(odd).toEqual(['language.ja'])
  })

  it('has no doubled spaces or spaces before punctuation', () => {
    expect(entries.filter(([, [, en]]) => / {2}| [,.;!?]/.test(en))).toEqual([])
  })
})

describe('the translator', () => {
  it('says the same key in either language, with its values as they are', () => {
    const values = { operator: '<b>佐藤</b> & co', company: '$t(app.name)' }
    expect(translator('ja')('live.heading', values)).toBe('<b>佐藤</b> & co が画面を見ています')
    expect(translator('en')('live.heading', values)).toBe('<b>佐藤</b> & co is seeing your screen')
  })

  it('takes nothing in a value for a key of its own', () => {
    const values = { operator: '$t(app.name)', company: '{{operator}}' }
    expect(translator('en')('code.joining', values)).toBe(
      'Connecting to $t(app.name) of {{operator}}. Your screen cannot be seen yet.',
    )
  })

  it('finds every key in both languages', () => {
    for (const [place, language] of languages.entries()) {
      const t = translator(language)
      for (const [key, pair] of entries)
        if (holes(pair[0]).length === 0)
          expect([key, t(key as Parameters<typeof t>[0])]).toEqual([key, pair[place]])
    }
  })
})
