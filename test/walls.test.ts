import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isCode, literalOf, type Node, parse, root, type Source, sources } from './sources'

type Import = { readonly name: string | null; readonly typeOnly: boolean; readonly late?: boolean }

const everySpecifierIsType = (node: Node): boolean => {
  const names = node.specifiers as readonly Node[] | undefined
  return (
    names !== undefined &&
    names.length > 0 &&
    names.every((one) => (one.importKind ?? one.exportKind) === 'type')
  )
}

/** Everything a file takes from another, however it says so; the name is null where it is computed. */
function importsOf(source: Source): Import[] {
  if (source.path.endsWith('.css'))
    return [...source.text.matchAll(/@import\s+(?:url\()?["']?([^"')\s;]+)/g)].map(([, name]) => ({
      name: name ?? null,
      typeOnly: false,
    }))
  if (!isCode(source)) return []
  return parse(source).nodes.flatMap((node): Import[] => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        return node.source === null || node.source === undefined
          ? []
          : [
              {
                name: literalOf(node.source),
                typeOnly: (node.importKind ?? node.exportKind) === 'type' || everySpecifierIsType(node),
              },
            ]
      case 'ImportExpression':
        return [{ name: literalOf(node.source), typeOnly: false, late: true }]
      case 'TSImportType':
        return [{ name: literalOf(node.source), typeOnly: true }]
      case 'TSExternalModuleReference':
        return [{ name: literalOf(node.expression), typeOnly: false }]
      case 'CallExpression': {
        const callee = node.callee as Node
        const required = callee.type === 'Identifier' && callee.name === 'require'
        return required ? [{ name: literalOf((node.arguments as unknown[])[0]), typeOnly: false }] : []
      }
      default:
        return []
    }
  })
}

type Wall = {
  readonly rooms: readonly string[]
  readonly packages: readonly string[]
  readonly node?: boolean
}

/** Which rooms and packages each room may take from. What is not here does not exist. */
const walls: Readonly<Record<string, Wall>> = {
  shared: { rooms: [], packages: ['zod', 'i18next', '@noble/hashes'] },
  ui: { rooms: ['shared'], packages: ['preact', 'marked'] },
  peer: { rooms: ['shared'], packages: ['simple-peer'] },
  renderer: { rooms: ['shared', 'ui', 'peer'], packages: ['preact'] },
  console: {
    rooms: ['shared', 'ui', 'peer'],
    packages: ['preact', 'socket.io-client', '@noble/hashes'],
  },
  main: {
    rooms: ['shared'],
    packages: [
      '@holiday-jp/holiday_jp',
      'diff',
      'electron',
      'electron-store',
      'electron-updater',
      'js-yaml',
      'systeminformation',
      'socket.io-client',
      'engine.io-client',
    ],
    node: true,
  },
  preload: { rooms: ['shared'], packages: ['electron'] },
  relay: {
    rooms: ['shared'],
    packages: [
      'fastify',
      '@fastify/cookie',
      '@fastify/helmet',
      '@fastify/rate-limit',
      '@fastify/static',
      'socket.io',
      '@electric-sql/pglite',
      '@holiday-jp/holiday_jp',
      '@peculiar/x509',
      'marked',
    ],
    node: true,
  },
}

const roomOf = (path: string): string => path.split('/')[0] ?? ''
const packageOf = (name: string): string => name.split('/', name.startsWith('@') ? 2 : 1).join('/')

/** A step of main: a file of `steps`, or a folder with the files that are one step together. */
const stepOf = (path: string): string | null => /^main\/steps\/([^/.]+)/.exec(path)?.[1] ?? null

/** Who calls the steps is not called by them. */
const aboveSteps: readonly string[] = [
  'main/index',
  'main/wiring',
  'main/journey',
  'main/preparation',
  'main/support',
  'main/connection',
  'main/presentation',
  'main/keeping',
  'main/handlers',
]

function breachOf(from: string, { name, typeOnly }: Import): string | null {
  const room = roomOf(from)
  const wall = walls[room]
  if (wall === undefined) return 'stands in no room'
  if (name === null) return 'computes what it imports'
  if (name.startsWith('node:')) return wall.node === true ? null : `takes ${name}`
  if (!name.startsWith('.')) return wall.packages.includes(packageOf(name)) ? null : `takes ${name}`
  const target = posix.normalize(posix.join(posix.dirname(from), name))
  // The relay says its version; the file is built into it, and the package's manifest is no room.
  if (target === '../package.json' && room === 'relay') return null
  const targetRoom = roomOf(target)
  if (targetRoom !== room && !wall.rooms.includes(targetRoom)) return `reaches into ${target}`
  if (room === 'preload' && targetRoom === 'shared' && !typeOnly) return `takes more than types of ${target}`
  const step = stepOf(from)
  if (step === null) return null
  if (stepOf(target) !== null && stepOf(target) !== step) return `is a step and takes ${target}`
  return aboveSteps.includes(target) ? `is a step and takes ${target}` : null
}

const breachesOf = (files: readonly Source[]): string[] =>
  files.flatMap((source) =>
    importsOf(source)
      .map((one) => breachOf(source.path, one))
      .filter((breach) => breach !== null)
      .map((breach) => `${source.path} ${breach}`),
  )

const code = sources.filter(isCode)
const suppression = /@ts-(ignore|nocheck|expect-error)|(biome|eslint|prettier|oxlint)-(ignore|disable)\S*/

/** Comments that silence a tool: path and text. */
const suppressions = (files: readonly Source[]): string[] =>
  files.flatMap((source) =>
    parse(source)
      .comments.filter((comment) => suppression.test(comment))
      .map((comment) => `${source.path}: ${comment}`),
  )

/** The only two, each with its reason beside it. A third belongs here only after somebody tried to do without. */
const silenced = [
  'peer/simple-peer.ts: @ts-expect-error the minified bundle has no types of its own',
  'renderer/region.tsx: biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard',
]

const anys = (files: readonly Source[]): string[] =>
  files
    .filter((source) => parse(source).nodes.some((node) => node.type === 'TSAnyKeyword'))
    .map(({ path }) => path)

const kebab = /^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*\.(ts|tsx|css|html|svg|json)$/
const linesOf = ({ text }: Source): number => text.split('\n').length - 1
const lineCount = (path: string): number => {
  const source = sources.find((one) => one.path === path)
  if (source === undefined) throw new Error(`${path} is gone`)
  return linesOf(source)
}

describe('the walls between the rooms', () => {
  it('stand: every import goes where the architecture allows it', () => {
    expect(breachesOf(sources)).toEqual([])
  })

  it('are drawn for every room there is, and for no other', () => {
    expect([...new Set(sources.map(({ path }) => roomOf(path)))].sort()).toEqual(Object.keys(walls).sort())
  })

  it('leave nobody but main itself a way into main', () => {
    const inwards = sources
      .filter(({ path }) => roomOf(path) !== 'main')
      .filter((source) =>
        importsOf(source).some(
          ({ name }) =>
            name?.startsWith('.') && roomOf(posix.join(posix.dirname(source.path), name)) === 'main',
        ),
      )
    expect(inwards).toEqual([])
  })

  it('keep the schemas out of the customer’s first page, which would load them for nothing', () => {
    const reached = new Set<string>()
    const follow = (path: string): void => {
      const source = sources.find((one) => one.path === path)
      if (source === undefined || reached.has(path)) return
      reached.add(path)
      for (const { name, typeOnly, late } of importsOf(source)) {
        if (name === null || typeOnly || late === true || !name.startsWith('.')) continue
        const target = posix.join(posix.dirname(path), name)
        for (const one of [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`]) follow(one)
      }
    }
    follow('renderer/index.tsx')
    expect(reached).toContain('ui/environment-lines.tsx')
    expect(reached).toContain('shared/texts/index.ts')
    expect([...reached].filter((path) => path === 'shared/zod.ts')).toEqual([])
  })

  it('allow no package that nobody uses', () => {
    const used = new Map(Object.keys(walls).map((room) => [room, new Set<string>()]))
    for (const source of sources)
      for (const { name } of importsOf(source))
        if (name !== null && !/^(\.|node:)/.test(name)) used.get(roomOf(source.path))?.add(packageOf(name))
    for (const [room, { packages }] of Object.entries(walls))
      expect([room, [...(used.get(room) ?? [])].sort()]).toEqual([room, [...packages].sort()])
  })

  it('name only packages that package.json names too', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const declared = Object.keys({ ...dependencies, ...devDependencies })
    const missing = Object.values(walls)
      .flatMap(({ packages }) => packages)
      .filter((name) => !declared.includes(name))
    expect(missing).toEqual([])
  })
})

describe('the checker of the walls', () => {
  const file = (path: string, text: string): Source => ({ path, text })
  const wrong: [string, Source, string][] = [
    ['a static import', file('shared/a.ts', "import { b } from '../main/b'"), 'reaches into main/b'],
    ['an import for its effect', file('ui/a.ts', "import '../relay/b'"), 'reaches into relay/b'],
    ['a dynamic import', file('console/a.ts', "const b = await import('../main/b')"), 'reaches into main/b'],
    ['a type import', file('peer/a.ts', "import type { B } from '../ui/b'"), 'reaches into ui/b'],
    ['a type in a type', file('ui/a.ts', "type B = import('../console/b').B"), 'reaches into console/b'],
    ['export from', file('shared/a.ts', "export { b } from '../ui/b'"), 'reaches into ui/b'],
    ['export all', file('relay/a.ts', "export * from '../console/b'"), 'reaches into console/b'],
    ['require', file('relay/a.ts', "const b = require('../main/b')"), 'reaches into main/b'],
    ['import equals', file('relay/a.ts', "import b = require('../main/b')"), 'reaches into main/b'],
    ['a computed import', file('main/a.ts', 'const b = await import(where)'), 'computes what it imports'],
    ['a half computed import', file('main/a.ts', 'import(`./$' + '{where}`)'), 'computes what it imports'],
    ['a detour', file('ui/a/b.ts', "import '../../shared/../main/c'"), 'reaches into main/c'],
    ['node in a page', file('renderer/a.ts', "import { join } from 'node:path'"), 'takes node:path'],
    ['a bare builtin', file('main/a.ts', "import { join } from 'path'"), 'takes path'],
    ['electron in a page', file('renderer/a.ts', "import { ipcRenderer } from 'electron'"), 'takes electron'],
    ['a package of another room', file('relay/a.ts', "import 'socket.io-client'"), 'takes socket.io-client'],
    ['a package that only begins alike', file('ui/a.ts', "import 'preact-x'"), 'takes preact-x'],
    [
      'a style of another room',
      file('ui/a.css', '@import "../console/b.css";'),
      'reaches into console/b.css',
    ],
    [
      'a step in a step',
      file('main/steps/code.ts', "import './session'"),
      'is a step and takes main/steps/session',
    ],
    [
      'a step in a part of a step',
      file('main/steps/inventory/linux.ts', "import '../code'"),
      'is a step and takes main/steps/code',
    ],
    [
      'the journey in a step',
      file('main/steps/code.ts', "import '../journey'"),
      'is a step and takes main/journey',
    ],
    [
      'a value in the preload',
      file('preload/a.ts', "import { calls } from '../shared/ipc'"),
      'takes more than types of shared/ipc',
    ],
    [
      'the manifest anywhere but in the relay',
      file('ui/a.ts', "import '../../package.json'"),
      'reaches into ../package.json',
    ],
    ['a file in no room', file('lost/a.ts', "import './b'"), 'stands in no room'],
  ]
  it.each(wrong)('sees %s', (_name, source, breach) => {
    expect(breachesOf([source])).toEqual([`${source.path} ${breach}`])
  })

  const right: [string, Source][] = [
    ['types of shared in the preload', file('preload/a.ts', "import { type Bridge } from '../shared/ipc'")],
    ['a part of its own step', file('main/steps/inventory/linux.ts', "import './common'")],
    ['a path inside a package', file('shared/a.ts', "import '@noble/hashes/sha2.js'")],
    [
      'an import that is only text',
      file('shared/a.ts', "const text = \"import '../main/b'\" // import('../main/c')"),
    ],
  ]
  it.each(right)('lets %s be', (_name, source) => {
    expect(breachesOf([source])).toEqual([])
  })

  it('refuses a file that it cannot read', () => {
    expect(() => breachesOf([file('shared/a.ts', 'import {')])).toThrow('shared/a.ts')
  })

  it('sees what silences a tool, and `any`', () => {
    const loud = file('shared/a.ts', '// @ts-ignore later\nexport const a: any = 1 // biome-ignore lint: b')
    expect(suppressions([loud])).toHaveLength(2)
    expect(anys([loud, file('shared/b.ts', "export const b = 'any' // any")])).toEqual(['shared/a.ts'])
  })
})

describe('the house style', () => {
  it('keeps every file under 300 lines', () => {
    expect(sources.filter((source) => linesOf(source) > 300).map(({ path }) => path)).toEqual([])
  })

  it('keeps the contents page of main under 90 lines and the preload under 30', () => {
    expect(lineCount('main/index.ts')).toBeLessThan(90)
    expect(lineCount('preload/index.ts')).toBeLessThan(30)
  })

  it('names every file in kebab-case, and none for nothing in particular', () => {
    expect(
      sources.map(({ path }) => path).filter((path) => !kebab.test(path) && path !== 'shared/tsconfig.json'),
    ).toEqual([])
    expect(
      sources.map(({ path }) => path).filter((path) => /(^|\/)(utils?|helpers?|misc)\b/.test(path)),
    ).toEqual([])
  })

  it('writes no `any`', () => {
    expect(anys(code)).toEqual([])
  })

  it('silences no tool but where the reason is known', () => {
    expect(suppressions(code)).toEqual(silenced)
  })
})
