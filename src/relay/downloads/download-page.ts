import { choiceOf, forAdministrators, forCustomers, mustAsk, suited } from './choice'
import type { PageDocument } from './documents'
import { frame, help } from './frame'
import { type Html, html } from './html'
import type { Offer } from './shelf'
import { link, megabytes, type PageView, systemText } from './view'

/** Why the page is shown again instead of a download. */
export type Problem = 'gone' | 'choose'

/** The download page: one path at the top, everything else below. */
export function downloadPage(view: PageView, problem: Problem | null): string {
  const { t, documents } = view
  const body = html`<h1>${t('download.heading')}</h1>
<p class="lead">${t('download.lead')}</p>
<p>${t('download.free')}</p>
${problem === null ? null : html`<p class="problem" role="alert">${t(`download.problem.${problem}`)}</p>`}
${path(view)}
${help(view)}
<section class="caution" aria-labelledby="caution">
<h2 id="caution">${t('download.caution-heading')}</h2>
<p>${t('download.caution')}</p>
</section>
${
  documents === null
    ? null
    : html`${others(view)}
${whole('notices', documents.notices, view)}
${whole('license', documents.license, view)}
${administrators(view)}`
}`
  return frame(view, { title: t('download.title'), path: '/download' }, body)
}

/** The one way for this visitor: a button, a question with a button, or why there is none. */
function path(view: PageView): Html {
  const { t, offers, visitor, documents } = view
  const own = documents === null ? [] : suited(offers, visitor)
  const [only] = own
  if (only === undefined)
    return html`<section class="main" data-path="none"><p class="yours">${none(view)}</p></section>`
  if (mustAsk(visitor))
    return html`<section class="main" data-path="ask" aria-labelledby="yours">
<h2 id="yours">${t('download.yours', { system: t('download.system.mac') })}</h2>
${form(
  view,
  choices(
    t('download.ask-mac'),
    html`<p>${t('download.find-mac')}</p><p>${t('download.find-chip')}</p>${view.assets.picture('mac-about', view.language)}`,
    own.map((offer) => choice(offer, html`${systemText(offer, t)}`)),
  ),
)}
<p>${t('download.not-listed')}</p>
<p class="soft">${t('download.minutes')}</p>
</section>`
  return html`<section class="main" data-path="one" aria-labelledby="yours">
<h2 id="yours">${t('download.yours', { system: systemText(only, t) })}</h2>
${form(view, html`<input type="hidden" name="for" value="${choiceOf(only)}">`)}
<p class="soft">${about(only, view)} ${t('download.minutes')}</p>
</section>`
}

function none({ t, offers, visitor, documents }: PageView): string {
  if (documents === null || forCustomers(offers).length === 0) {
    // Nothing would help a phone either, but its owner is told what to come back with.
    return visitor.system === 'phone' ? t('download.none.phone') : t('download.none.nothing')
  }
  if (visitor.system === 'windows' || visitor.system === 'macos') return t('download.none.missing')
  return t(`download.none.${visitor.system}`)
}

/** Its address tells no secret, and a page that sends no referrer could not post. */
function form(view: PageView, inside: Html): Html {
  const { t, language, named } = view
  return html`<form action="/download/start" method="get">
<input type="hidden" name="lang" value="${language}">
${named === null ? null : html`<input type="hidden" name="profile" value="${named}">`}
${inside}
<p>${t('download.agreeing')}</p>
<ul><li><a href="#notices">${t('document.notices')}</a></li><li><a href="#license">${t('document.license')}</a></li></ul>
<button type="submit">${t('download.agree')}</button>
</form>`
}

const choices = (question: string, how: Html | null, lines: readonly Html[]): Html =>
  html`<fieldset><legend>${question}</legend>${how}<div class="choices">${lines}</div></fieldset>`

const choice = (offer: Offer, text: Html): Html =>
  html`<label><input type="radio" name="for" value="${choiceOf(offer)}" required><span>${text}</span></label>`

const about = ({ version, size }: Offer, { t }: PageView): string =>
  t('download.about', { version, size: megabytes(size) })

function others(view: PageView): Html | null {
  const { t, offers } = view
  const all = forCustomers(offers)
  if (all.length === 0) return null
  const lines = all.map((offer) =>
    choice(offer, html`${systemText(offer, t)}<br><span class="soft">${about(offer, view)}</span>`),
  )
  return html`<section class="plain" id="others" aria-labelledby="others-heading">
<h2 id="others-heading">${t('download.others-heading')}</h2>
<p>${t('download.others')}</p>
${form(view, choices(t('download.others-choose'), null, lines))}
</section>`
}

function whole(id: string, { title, version, body }: PageDocument, { t }: PageView): Html {
  return html`<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${title}</h2>
<p class="soft">${t('documents.version', { version })}</p>
${body}
<p class="screen-only"><a href="#top">${t('download.to-top')}</a></p>
</section>`
}

function administrators(view: PageView): Html {
  const { t, offers } = view
  const own = forAdministrators(offers)
  const rest = forCustomers(offers)
  return html`<section id="administrators" aria-labelledby="it-heading">
<h2 id="it-heading">${t('download.it-heading')}</h2>
<p>${t('download.it')}</p>
${own.length === 0 ? html`<p>${t('download.it-none')}</p>` : html`<p>${t('download.it-agree')}</p><ul class="files">${own.map((offer) => line(offer, view))}</ul>`}
${rest.length === 0 ? null : html`<h3>${t('download.files-heading')}</h3><ul class="files">${rest.map((offer) => line(offer, view))}</ul>`}
<p class="soft">${t('download.files-check')}</p>
</section>`
}

function line(offer: Offer, view: PageView): Html {
  const address = link('/download/start', view, { for: choiceOf(offer) })
  const name =
    offer.audience === 'administrator' ? html`<a href="${address}">${offer.file}</a>` : html`${offer.file}`
  return html`<li>${name}<br>${systemText(offer, view.t)} ${about(offer, view)}<br>SHA-256: <code>${offer.sha256}</code></li>`
}
