import { hoursText, opensText } from '../../shared/hours'
import { type Html, html } from './html'
import { link, type PageView } from './view'

type Parts = {
  readonly title: string
  /** Of this page in the other language. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly head?: Html
}

/** A whole page around what is particular to it. @returns the text of the answer */
export function frame(view: PageView, { title, path, query = {}, head }: Parts, body: Html): string {
  const { t, language, profile, assets } = view
  const company = profile.company[language]
  const other = language === 'ja' ? 'en' : 'ja'
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} - ${company}</title>
<link rel="icon" href="${assets.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.style}">
${head ?? null}
</head>
<body>
<header><span>${company}</span><nav class="screen-only" aria-label="${t('language.label')}"><a href="${link(path, { ...view, language: other }, query)}" lang="${other}" hreflang="${other}">${t(`language.${other}`)}</a></nav></header>
<main id="top">
${body}
</main>
</body>
</html>
`.html
}

/** Number and hours of the desk, and whether somebody answers now. */
export function help({ t, language, profile, desk }: PageView): Html {
  const { phone, hours } = profile
  // What stands there instead of a number is no link.
  const dialled = /^[+\d][\d\s()-]{6,}$/.test(phone) ? phone.replace(/[^+\d]/g, '') : null
  const number = dialled === null ? html`${phone}` : html`<a href="tel:${dialled}">${phone}</a>`
  return html`<section id="help" aria-labelledby="help-heading">
<h2 id="help-heading">${t('download.help-heading')}</h2>
<p class="${dialled === null ? 'lead' : 'phone'}">${number}</p>
<p><strong>${t('desk.hours')}</strong> ${hoursText(hours, language)}</p>
${
  hours === null
    ? null
    : html`<p data-desk="${desk.open ? 'open' : 'closed'}"><strong>${desk.open ? t('download.open-now') : t('download.closed-now')}</strong>${
        desk.open || desk.opensAt === null
          ? null
          : html` ${t('code.opens', { time: opensText(desk.opensAt, language) })}`
      }</p>`
}
</section>`
}
