import { Lexer, type Token, type Tokens } from 'marked'
import type { ComponentChildren } from 'preact'

/**
 * Shows a document's Markdown as elements. Only headings, paragraphs, lists and emphasis exist; anything else
 * (HTML, links, images) is shown as the text it is, so a document can never bring code or addresses into the page.
 */
export function Markdown({ text }: { text: string }) {
  return <>{new Lexer().lex(text).map(block)}</>
}

function block(token: Token, key: number): ComponentChildren {
  switch (token.type) {
    case 'heading':
      return (token as Tokens.Heading).depth <= 2 ? (
        <h2 key={key}>{inline(token)}</h2>
      ) : (
        <h3 key={key}>{inline(token)}</h3>
      )
    case 'list': {
      const items = (token as Tokens.List).items.map((item) => (
        <li key={item.raw}>{item.tokens.map(block)}</li>
      ))
      const start = (token as Tokens.List).start
      return (token as Tokens.List).ordered ? (
        <ol key={key} start={typeof start === 'number' ? start : 1}>
          {items}
        </ol>
      ) : (
        <ul key={key}>{items}</ul>
      )
    }
    case 'space':
      return null
    case 'text':
      return inline(token)
    default:
      return <p key={key}>{inline(token)}</p>
  }
}

function inline(token: Token): ComponentChildren {
  const parts = 'tokens' in token ? token.tokens : undefined
  if (parts === undefined) return 'text' in token ? token.text : token.raw
  return parts.map((part, key) => {
    if (part.type === 'strong') return <strong key={key}>{inline(part)}</strong>
    if (part.type === 'em') return <em key={key}>{inline(part)}</em>
    if (part.type === 'text' || part.type === 'escape') return inline(part)
    return part.raw
  })
}
