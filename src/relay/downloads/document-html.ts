import { Lexer, type Token, type Tokens } from 'marked'
import { type Html, html } from './html'

/**
 * A document's Markdown as HTML, below a heading of the second rank. Only headings, paragraphs, lists and emphasis
 * exist; anything else (HTML, links, images) is shown as the text it is, so a document brings neither code nor addresses
 * into the page.
 */
export const documentHtml = (text: string): Html => html`${new Lexer().lex(text).map(block)}`

function block(token: Token): Html {
  switch (token.type) {
    case 'heading':
      return (token as Tokens.Heading).depth <= 2
        ? html`<h3>${inline(token)}</h3>`
        : html`<h4>${inline(token)}</h4>`
    case 'list': {
      const { items, ordered, start } = token as Tokens.List
      const lines = items.map((item) => html`<li>${item.tokens.map(block)}</li>`)
      return ordered
        ? html`<ol start="${typeof start === 'number' ? start : 1}">${lines}</ol>`
        : html`<ul>${lines}</ul>`
    }
    case 'space':
      return html``
    case 'text':
      return inline(token)
    default:
      return html`<p>${inline(token)}</p>`
  }
}

function inline(token: Token): Html {
  const parts = 'tokens' in token ? token.tokens : undefined
  if (parts === undefined) return html`${'text' in token ? `${token.text}` : token.raw}`
  return html`${parts.map((part) => {
    if (part.type === 'strong') return html`<strong>${inline(part)}</strong>`
    if (part.type === 'em') return html`<em>${inline(part)}</em>`
    if (part.type === 'text' || part.type === 'escape') return inline(part)
    return html`${part.raw}`
  })}`
}
