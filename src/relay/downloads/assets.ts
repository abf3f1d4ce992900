import { createHash } from 'node:crypto'
import { type Language, languages } from '../../shared/languages'
import { translator } from '../../shared/texts'
import { createPen, HEIGHT, iconDrawing, looks, WIDTH } from './drawing'
import { type Html, html } from './html'
import { drawings, type PictureName, pictureNames } from './pictures'
import { style } from './style'

export type Asset = { readonly type: string; readonly body: string }

/** What the pages load besides themselves. Made once; a name carries a hash of what is under it. */
export type Assets = {
  find(name: string): Asset | null
  readonly style: string
  readonly icon: string
  /** With a text for whoever does not see it. */
  picture(name: PictureName, language: Language): Html
}

const PLACE = '/download/assets/'
const svg = 'image/svg+xml'

export function createAssets(): Assets {
  const all = new Map<string, Asset>()
  const put = (name: string, ending: string, asset: Asset): string => {
    const hash = createHash('sha256').update(asset.body).digest('hex').slice(0, 12)
    const file = `${name}-${hash}.${ending}`
    all.set(file, asset)
    return PLACE + file
  }
  const drawn = (name: PictureName, language: Language, look: keyof typeof looks) =>
    put(`${name}-${language}-${look}`, 'svg', {
      type: svg,
      body: drawings[name](createPen(looks[look]), translator(language)).html,
    })
  const pictures = new Map(
    languages.flatMap((language) =>
      pictureNames.map((name): [string, Html] => {
        const t = translator(language)
        return [
          `${name} ${language}`,
          // Printed, it is the light one: paper is.
          html`<picture><source media="screen and (prefers-color-scheme: dark)" srcset="${drawn(name, language, 'dark')}"><img src="${drawn(name, language, 'light')}" width="${WIDTH}" height="${HEIGHT}" alt="${t(`picture.${name}`)}"></picture>`,
        ]
      }),
    ),
  )
  return {
    find: (name) => all.get(name) ?? null,
    style: put('page', 'css', { type: 'text/css; charset=utf-8', body: style }),
    icon: put('icon', 'svg', { type: svg, body: iconDrawing.html }),
    picture: (name, language) => pictures.get(`${name} ${language}`) ?? html``,
  }
}
