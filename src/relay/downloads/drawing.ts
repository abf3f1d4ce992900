import { type Html, html } from './html'

/** Colours of a drawing: it stands beside the page's text, so it goes with it, light or dark. */
export type Look = {
  readonly desk: string
  readonly pane: string
  readonly bar: string
  readonly ink: string
  readonly soft: string
  readonly line: string
  readonly accent: string
  readonly accentInk: string
  readonly mark: string
  readonly markInk: string
  readonly warning: string
}

export const looks: Readonly<Record<'light' | 'dark', Look>> = {
  light: {
    desk: '#dde6e8',
    pane: '#ffffff',
    bar: '#eef1f2',
    ink: '#1d2426',
    soft: '#4d585b',
    line: '#8b979a',
    accent: '#0a6157',
    accentInk: '#ffffff',
    mark: '#b3261e',
    markInk: '#ffffff',
    warning: '#1d5ca8',
  },
  dark: {
    desk: '#30383a',
    pane: '#16191a',
    bar: '#262c2e',
    ink: '#eef1ef',
    soft: '#b4bfbd',
    line: '#7a8688',
    accent: '#4cc3b1',
    accentInk: '#05201c',
    mark: '#ff8f85',
    markInk: '#3a0602',
    warning: '#1d4f8c',
  },
}

const twoShapes = html`<rect x="48" y="112" width="240" height="320" rx="100" fill="#0a6157"/><rect x="224" y="176" width="240" height="256" rx="100" fill="#f2a65a" fill-opacity="0.92"/>`

export const WIDTH = 520
export const HEIGHT = 280

type Box = readonly [x: number, y: number, width: number, height: number]
type Writing = {
  readonly size?: number
  readonly fill?: string
  readonly weight?: number
  readonly anchor?: 'start' | 'middle' | 'end'
}

/** Simple shapes that stand for what is on a screen: own drawings, nobody's dialog. Units are those of the view box. */
export function createPen(look: Look) {
  const box = ([x, y, width, height]: Box, fill: string, radius = 6, stroke = look.line): Html =>
    html`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}" stroke="${stroke}"/>`
  const words = (x: number, y: number, text: string, writing: Writing = {}): Html =>
    html`<text x="${x}" y="${y}" font-size="${writing.size ?? 16}" font-weight="${writing.weight ?? 400}" text-anchor="${writing.anchor ?? 'start'}" fill="${writing.fill ?? look.ink}">${text}</text>`
  return {
    look,
    box,
    words,
    whole: (...parts: readonly Html[]): Html =>
      html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="'Noto Sans CJK JP','BIZ UDPGothic','Yu Gothic UI','Hiragino Sans','Segoe UI',sans-serif"><rect width="${WIDTH}" height="${HEIGHT}" rx="12" fill="${look.desk}"/>${parts}</svg>`,
    /** A window with its bar. */
    pane: ([x, y, width, height]: Box, title: string): Html =>
      html`${box([x, y, width, height], look.pane, 10)}${box([x, y, width, 34], look.bar, 10)}${words(x + 16, y + 23, title, { size: 15, fill: look.soft })}`,
    button: ([x, y, width, height]: Box, label: string, main: boolean): Html =>
      html`${box([x, y, width, height], main ? look.accent : look.bar, 6, main ? look.accent : look.line)}${words(
        x + width / 2,
        y + height / 2 + 6,
        label,
        {
          size: 16,
          anchor: 'middle',
          weight: main ? 700 : 400,
          fill: main ? look.accentInk : look.ink,
        },
      )}`,
    /** The one thing to press, with its number. */
    mark: ([x, y, width, height]: Box, number = ''): Html =>
      html`<rect x="${x - 7}" y="${y - 7}" width="${width + 14}" height="${height + 14}" rx="11" fill="none" stroke="${look.pane}" stroke-width="8"/><rect x="${x - 7}" y="${y - 7}" width="${width + 14}" height="${height + 14}" rx="11" fill="none" stroke="${look.mark}" stroke-width="4"/>${
        number === ''
          ? null
          : html`<circle cx="${x - 7}" cy="${y - 7}" r="14" fill="${look.mark}"/>${words(x - 7, y - 1, number, { size: 17, weight: 700, anchor: 'middle', fill: look.markInk })}`
      }`,
    /** Our own icon, as the customer will see it. */
    icon: (x: number, y: number, size: number): Html =>
      html`<svg x="${x}" y="${y}" width="${size}" height="${size}" viewBox="32 64 448 416">${twoShapes}</svg>`,
    folder: (x: number, y: number, size: number): Html =>
      html`<path d="M${x} ${y + size * 0.15}h${size * 0.4}l${size * 0.1} ${size * 0.12}h${size * 0.5}v${size * 0.6}h-${size}z" fill="${look.warning}" stroke="${look.line}"/>`,
    arrow: (x: number, y: number, length: number): Html =>
      html`<path d="M${x} ${y}h${length}m-16 -14l16 14l-16 14" fill="none" stroke="${look.mark}" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/>`,
  }
}
export type Pen = ReturnType<typeof createPen>

export const iconDrawing: Html = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="32 64 448 416">${twoShapes}</svg>`
