import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { parseSync } from 'vite'

/** One file of src, named by its path below src with forward slashes ("main/steps/code.ts"). */
export type Source = { readonly path: string; readonly text: string }

/** A node of the syntax tree: its type and whatever else it carries. */
export type Node = { readonly type: string; readonly [part: string]: unknown }

export const root = join(import.meta.dirname, '..')
export const srcFolder = join(root, 'src')

export const sources: readonly Source[] = readdirSync(srcFolder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .map((file) => ({
    path: relative(srcFolder, file).split(sep).join('/'),
    text: readFileSync(file, 'utf8'),
  }))

export const isCode = ({ path }: Source): boolean => /\.(ts|tsx)$/.test(path)

type Parsed = { readonly nodes: readonly Node[]; readonly comments: readonly string[] }
const parsed = new WeakMap<Source, Parsed>()

/**
 * Every node and the text of every comment of one file, by the parser that also builds the product.
 * @throws Error where it does not parse
 */
export function parse(source: Source): Parsed {
  const known = parsed.get(source)
  if (known !== undefined) return known
  const { program, comments, errors } = parseSync(source.path, source.text)
  if (errors.length > 0) throw new Error(`${source.path}: ${errors.map((error) => error.message).join('; ')}`)
  const result = {
    nodes: nodesOf(program as unknown as Node),
    comments: comments.map((comment) => comment.value.trim()),
  }
  parsed.set(source, result)
  return result
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** Every node of a tree, parents before their children. */
function nodesOf(node: Node): Node[] {
  const children = Object.values(node)
    .flatMap((part: unknown) => (Array.isArray(part) ? part : [part]))
    .filter(isNode)
  return [node, ...children.flatMap(nodesOf)]
}

/** The text of a string literal or of a template without holes; null for anything computed. */
export function literalOf(value: unknown): string | null {
  if (!isNode(value)) return null
  if (value.type === 'TSLiteralType') return literalOf(value.literal)
  if (value.type === 'Literal') return typeof value.value === 'string' ? value.value : null
  const whole = value.type === 'TemplateLiteral' ? templateOf(value) : []
  return whole.length === 1 ? (whole[0] ?? null) : null
}

/** The fixed pieces of a template, one more than it has holes. */
export const templateOf = (node: Node): string[] =>
  (node.quasis as ReadonlyArray<{ value: { cooked: string } }>).map((piece) => piece.value.cooked)
