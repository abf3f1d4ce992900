import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import manifest from '../../package.json'
import { ROOT } from '../../scripts/root'
import { blocksIn, partOf, read } from './commands'

const documents = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => /\.(md|html)$/.test(name))
    .map((name) => `docs/${name}`),
]

/** Anchors as the usual viewers make them of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\p{Mark}_ -]/gu, '')
    .replaceAll(' ', '-')

const anchorsIn = (file: string): string[] =>
  [...read(file).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => anchorOf(heading ?? ''))

describe.each(documents)('%s', (file) => {
  const text = read(file)

  it('leads only to what there is', () => {
    const prose = text.replace(/^```[\s\S]*?^```$/gm, '')
    const links = [...prose.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(
      ([, markdown, html]) => markdown ?? html ?? '',
    )
    const lost = links.filter((link) => {
      if (/^(https?|mailto):/.test(link)) return false
      const [path = '', anchor = ''] = link.split('#')
      const target = path === '' ? file : join(dirname(file), path)
      if (!existsSync(join(ROOT, target))) return true
      return anchor !== '' && !anchorsIn(target).includes(decodeURIComponent(anchor))
    })
    expect(lost).toEqual([])
  })

  it('names only commands of npm that there are', () => {
    const names = [...text.matchAll(/\bnpm run ([a-z][a-z:-]*)/g)].map(([, name]) => name ?? '')
    expect(names.filter((name) => !Object.hasOwn(manifest.scripts, name))).toEqual([])
  })
})

describe('the README', () => {
  it('names every variable of the relay, in both languages', () => {
    const names = new Set(read('src/relay/config.ts').match(/\bSOBANI_RELAY_[A-Z_]+\b/g))
    expect(names.size).toBeGreaterThan(15)
    for (const language of ['日本語', 'English']) {
      const part = partOf('README.md', language)
      expect([...names].filter((name) => !part.includes(`| \`${name}\``))).toEqual([])
    }
  })
})

/** Who runs the blocks of commands that stand in a document; whoever writes one into another has it run, too. */
const runBy: Readonly<Record<string, string>> = {
  // Of pictures, with a program that is nobody's but the painter's.
  'CONTRIBUTING.md': 'none',
  // Minutes each; their words are tried there.
  'docs/performance.md': 'test/scripts/bench',
  'docs/profiles.md': 'test/dist/readme.test.ts',
  'README.md': 'test/dist/readme.test.ts',
  'docs/administrators.md': 'test/dist/administrators.test.ts',
  'docs/windows-install.md': 'test/dist/msi-wine.test.ts',
}

describe('a block of commands', () => {
  it('stands only where a test runs it', () => {
    const orphans = documents.filter((file) => blocksIn(read(file)).length > 0 && runBy[file] === undefined)
    expect(orphans).toEqual([])
    const lost = Object.values(runBy).filter((file) => file !== 'none' && !existsSync(join(ROOT, file)))
    expect(lost).toEqual([])
  })
})
