/** An element as it stands in a project: its first tag, and what is in it. */
export type Element = { readonly tag: string; readonly inner: string }

/** Every element of that name, also inside others; elements of these projects never hold one of their own name but folders. */
export function all(xml: string, name: string): Element[] {
  const bare = xml.replace(/<!--[\s\S]*?-->/g, '')
  const found: Element[] = []
  for (const match of bare.matchAll(new RegExp(`<${name}(?=[\\s/>])(?:[^>"']|"[^"]*"|'[^']*')*>`, 'g'))) {
    const [tag] = match
    const after = match.index + tag.length
    const end = bare.indexOf(`</${name}>`, after)
    found.push({ tag, inner: tag.endsWith('/>') ? '' : bare.slice(after, end < 0 ? after : end) })
  }
  return found
}

/** The attributes of a tag, unescaped. */
export const attributesOf = (tag: string): Record<string, string> =>
  Object.fromEntries(
    [...tag.matchAll(/([\w:]+)=(?:"([^"]*)"|'([^']*)')/g)].map(([, name, double, single]) => [
      name ?? '',
      textOf(double ?? single ?? ''),
    ]),
  )

/** Text without its marks. */
export const textOf = (text: string): string =>
  text
    .replace(/^<!\[CDATA\[([\s\S]*)\]\]>$/, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
