/** Just enough XML to write templates: elements, attributes, text; indented by two spaces. */
export type Xml = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly content: readonly Xml[] | string
}

export const xml = (name: string, attributes: Xml['attributes'] = {}, content: Xml['content'] = []): Xml => ({
  name,
  attributes,
  content,
})

export const xmlFile = (root: Xml): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n${lines(root, '').join('\n')}\n`

function lines({ name, attributes, content }: Xml, indent: string): string[] {
  const words = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  const open = `${indent}<${name}${words.join('')}`
  if (typeof content === 'string') return [`${open}>${escaped(content)}</${name}>`]
  if (content.length === 0) return [`${open} />`]
  return [`${open}>`, ...content.flatMap((child) => lines(child, `${indent}  `)), `${indent}</${name}>`]
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
