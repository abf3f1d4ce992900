/** A piece of HTML that was put together here; a text never becomes one by itself. */
export type Html = { readonly html: string }

type Value = Html | string | number | null | readonly Value[]

/** Everything that is put into a template is escaped, inside quoted attributes too, unless it is Html itself. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  html: parts.reduce((all, part, place) => all + written(values[place - 1] ?? null) + part),
})

function written(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'string' || typeof value === 'number') return escapeText(`${value}`)
  return 'html' in value ? value.html : value.map(written).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Also good in XML: what is not allowed there is left out. */
const escapeText = (text: string): string =>
  text
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? '')
    .replace(/\p{Cc}/gu, (sign) => (/[\n\t]/.test(sign) ? sign : ''))
