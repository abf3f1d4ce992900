import { choiceOf } from './choice'
import { frame, help } from './frame'
import { type Html, html } from './html'
import type { Offer } from './shelf'
import { link, megabytes, type PageView, systemText } from './view'

const windows = ['windows-list', 'windows-install'] as const
const unsigned = ['windows-list', 'windows-smartscreen', 'windows-install'] as const
const mac = ['mac-list', 'mac-drag', 'mac-open', 'mac-screen'] as const

/** After the agreement: the file comes by itself, and the page says how to go on. @param signed carriesSignature */
export function startPage(view: PageView, offer: Offer, signed: boolean): string {
  const { t } = view
  const file = `/downloads/${offer.channel}/${offer.file}`
  const body = html`<h1>${t('start.title')}</h1>
<p class="lead">${t('start.begins')}</p>
<p>${systemText(offer, t)}<br><span class="soft">${offer.file} ${t('download.about', { version: offer.version, size: megabytes(offer.size) })}</span></p>
<p class="screen-only"><a class="button" href="${file}">${t('start.again')}</a></p>
${how(view, offer, signed)}
${help(view)}
<p class="screen-only"><a href="${link('/download', view)}">${t('start.back')}</a></p>`
  // At once: a page that moves on by itself after a while would take the text from whoever reads slowly.
  const head = html`<meta http-equiv="refresh" content="0; url=${file}">`
  const query = { for: choiceOf(offer) }
  return frame(view, { title: t('start.title'), path: '/download/start', query, head }, body)
}

function how(view: PageView, { audience, kind }: Offer, signed: boolean): Html {
  const { t } = view
  if (audience === 'administrator') return html`<p>${t('start.it')}</p>`
  if (kind === 'nsis') return steps(view, signed ? windows : unsigned)
  if (kind === 'dmg') return steps(view, mac)
  return html`<p>${t('start.other')}</p>`
}

function steps(
  { t, assets, language }: PageView,
  names: readonly (typeof unsigned | typeof mac)[number][],
): Html {
  const lines = names.map(
    (name) => html`<li><p class="step">${t(`start.step.${name}`)}</p>
${assets.picture(name, language)}
<p>${t(`start.note.${name}`)}</p></li>`,
  )
  return html`<section aria-labelledby="how">
<h2 id="how">${t('start.how')}</h2>
<ol class="steps">${lines}</ol>
<p class="lead">${t('start.tell')}</p>
</section>`
}
