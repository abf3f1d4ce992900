import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { literalOf, type Node, parse, sources } from '../../sources'

const find = (path: string) =>
  sources.find((source) => [`${path}.ts`, `${path}/index.ts`, path].includes(source.path))

/** Everything that a file loads while it runs, itself included; types are gone by then. */
function reachOf(path: string, seen = new Set<string>()): Set<string> {
  const source = find(path)
  if (source === undefined || seen.has(source.path)) return seen
  seen.add(source.path)
  for (const node of parse(source).nodes) {
    const loads = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression']
    if (!loads.includes(node.type) || (node.importKind ?? node.exportKind) === 'type') continue
    const name = literalOf(node.source as Node | null)
    if (name === null) continue
    if (name.startsWith('.')) reachOf(posix.normalize(posix.join(posix.dirname(source.path), name)), seen)
    else seen.add(name)
  }
  return seen
}

describe('the reader process', () => {
  const reach = [...reachOf('main/reader/process')]

  it('takes nothing of Electron, nor of main but the readers', () => {
    expect(reach).toContain('main/machine/windows/index.ts')
    expect(reach).toContain('main/machine/macos/index.ts')
    expect(reach).toContain('main/machine/linux/index.ts')
    expect(reach).not.toContain('electron')
    const main = reach.filter((path) => path.startsWith('main/'))
    expect(main.filter((path) => !/^main\/(machine|reader)\//.test(path))).toEqual([])
  })

  it('has no way to the network', () => {
    const network = /^(node:)?(net|tls|http|https|http2|dgram|dns|inspector)(\/|$)|socket\.io|engine\.io/
    expect(reach.filter((name) => network.test(name))).toEqual([])
  })

  it('starts programs in one place', () => {
    const starters = reach.filter((path) => find(path)?.text.includes("'node:child_process'"))
    expect(starters).toEqual(['main/machine/child-program.ts'])
  })
})
