import type { Translate } from '../../shared/texts'
import type { Pen } from './drawing'
import { type Html, html } from './html'

export const pictureNames = [
  'windows-list',
  'windows-smartscreen',
  'windows-install',
  'mac-list',
  'mac-drag',
  'mac-open',
  'mac-screen',
  'mac-about',
] as const
export type PictureName = (typeof pictureNames)[number]

type Drawn = (pen: Pen, t: Translate) => Html

const FILE = 'Sobani'

const list: Drawn = ({ look, whole, pane, box, words, icon, mark }, t) =>
  whole(
    pane([20, 20, 480, 250], ''),
    box([36, 27, 250, 20], look.pane, 10),
    box([230, 66, 250, 134], look.pane, 10),
    words(248, 94, t('picture.word.downloads'), { weight: 700 }),
    icon(246, 112, 44),
    words(308, 126, `${FILE}….exe`, { size: 16 }),
    words(314, 164, t('picture.word.open-file'), { fill: look.accent, weight: 700, size: 18 }),
    mark([308, 144, 140, 28]),
  )

const smartscreen: Drawn = ({ look, whole, box, words, button, mark }, t) =>
  whole(
    box([40, 20, 440, 240], look.warning, 4, look.warning),
    words(64, 64, t('picture.word.protected'), { size: 20, weight: 700, fill: '#ffffff' }),
    html`<path d="M64 86h330M64 104h250" stroke="#ffffff" stroke-opacity="0.45" stroke-width="6"/>`,
    html`<g text-decoration="underline">${words(72, 148, t('picture.word.more'), { size: 18, fill: '#ffffff', weight: 700 })}</g>`,
    box([62, 126, 130, 32], 'none', 6, '#ffffff'),
    mark([62, 126, 130, 32], '1'),
    button([196, 206, 120, 38], t('picture.word.run'), false),
    mark([196, 206, 120, 38], '2'),
    button([340, 206, 124, 38], t('picture.word.do-not-run'), false),
  )

const install: Drawn = ({ look, whole, pane, words, icon, button, mark, box }, t) =>
  whole(
    pane([80, 30, 360, 220], t('picture.word.setup')),
    icon(108, 86, 72),
    words(200, 118, t('app.name'), { size: 24, weight: 700 }),
    box([200, 136, 210, 12], look.bar, 6),
    button([280, 192, 136, 40], t('picture.word.install'), true),
    mark([280, 192, 136, 40]),
  )

const macList: Drawn = ({ look, whole, box, words, icon, mark, folder }, t) =>
  whole(
    box([250, 22, 190, 158], look.pane, 12),
    icon(310, 36, 64),
    words(345, 130, `${FILE}….dmg`, { anchor: 'middle' }),
    mark([268, 36, 154, 112], '2'),
    html`<path d="M330 180l15 18l15 -18z" fill="${look.pane}"/>`,
    box([70, 212, 430, 54], look.bar, 14),
    html`${[92, 147, 202].map((x) => box([x, 222, 34, 34], look.line, 8))}`,
    folder(326, 220, 38),
    mark([324, 220, 42, 36], '1'),
    words(384, 246, t('picture.word.downloads'), { size: 15, fill: look.soft }),
  )

const drag: Drawn = ({ whole, pane, words, icon, arrow, folder, mark }, t) =>
  whole(
    pane([50, 30, 420, 220], FILE),
    icon(100, 86, 90),
    words(145, 222, FILE, { anchor: 'middle', size: 18 }),
    mark([96, 82, 98, 98]),
    arrow(222, 140, 82),
    folder(330, 90, 96),
    words(378, 222, t('picture.word.applications'), { anchor: 'middle', size: 18 }),
  )

const opening: Drawn = ({ look, whole, box, words, icon, button, mark }, t) =>
  whole(
    box([70, 24, 380, 232], look.pane, 14),
    icon(228, 40, 60),
    words(260, 126, t('picture.word.from-internet'), { anchor: 'middle', size: 16 }),
    words(260, 152, t('picture.word.really-open'), { anchor: 'middle', size: 17, weight: 700 }),
    button([102, 196, 140, 40], t('picture.word.cancel'), false),
    button([278, 196, 140, 40], t('picture.word.open'), true),
    mark([278, 196, 140, 40]),
  )

const recording: Drawn = ({ look, whole, pane, box, words, icon, mark }, t) =>
  whole(
    pane([30, 24, 460, 232], t('picture.word.privacy')),
    html`${[84, 186].map((y) => html`${box([60, y, 400, 52], look.pane, 8)}${box([78, y + 12, 28, 28], look.line, 8)}${box([400, y + 14, 44, 24], look.bar, 12)}<circle cx="412" cy="${y + 26}" r="9" fill="${look.line}"/>`)}`,
    box([60, 135, 400, 52], look.pane, 8),
    icon(76, 145, 32),
    words(122, 168, FILE, { size: 18 }),
    box([400, 149, 44, 24], look.accent, 12, look.accent),
    html`<circle cx="432" cy="161" r="9" fill="${look.accentInk}"/>`,
    mark([394, 145, 56, 32]),
  )

const about: Drawn = ({ look, whole, pane, box, words, mark }, t) =>
  whole(
    pane([100, 20, 320, 246], t('picture.word.about')),
    box([215, 66, 90, 54], look.bar, 6),
    html`<path d="M200 126h120" stroke="${look.line}" stroke-width="6" stroke-linecap="round"/>`,
    words(240, 166, t('picture.word.chip'), { anchor: 'end', fill: look.soft }),
    words(256, 166, 'Apple M1', { weight: 700 }),
    words(240, 188, t('picture.word.processor'), { anchor: 'end', fill: look.soft, size: 14 }),
    words(256, 188, 'Intel Core i5', { size: 14 }),
    mark([128, 147, 264, 50], '1'),
    words(240, 238, 'macOS', { anchor: 'end', fill: look.soft }),
    words(256, 238, '14.5', { weight: 700 }),
    mark([128, 220, 264, 26], '2'),
  )

export const drawings: Readonly<Record<PictureName, Drawn>> = {
  'windows-list': list,
  'windows-smartscreen': smartscreen,
  'windows-install': install,
  'mac-list': macList,
  'mac-drag': drag,
  'mac-open': opening,
  'mac-screen': recording,
  'mac-about': about,
}
