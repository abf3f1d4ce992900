import { join } from 'node:path'
import { Menu, nativeImage, Tray } from 'electron'
import type { Translate } from '../../shared/texts'

export type TrayWishes = {
  readonly show: () => void
  readonly pause: () => void
  readonly unpause: () => void
  readonly disconnect: () => void
  readonly quit: () => void
}

/** `picture`: whether there is a session that shows one, and whether the customer hid it. */
export type TrayState = { readonly joined: boolean; readonly picture: 'none' | 'shown' | 'paused' }

export type TrayEntry = {
  /** What the entry offers follows the phase: the way out is there as soon as anything is joined. */
  update(t: Translate, state: TrayState): void
}

export function openTray(appPath: string, wishes: TrayWishes): TrayEntry {
  const tray = new Tray(nativeImage.createFromPath(join(appPath, 'assets', 'tray.png')))
  tray.on('click', wishes.show)
  return {
    update(t, { joined, picture }) {
      tray.setToolTip(t(picture === 'paused' ? 'tray.paused' : joined ? 'tray.joined' : 'app.name'))
      const hiding =
        picture === 'paused'
          ? [{ label: t('tray.unpause'), click: wishes.unpause }]
          : picture === 'shown'
            ? [{ label: t('tray.pause'), click: wishes.pause }]
            : []
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: t('tray.show'), click: wishes.show },
          ...hiding,
          { label: t('live.disconnect'), enabled: joined, click: wishes.disconnect },
          { type: 'separator' },
          { label: t('tray.quit'), click: wishes.quit },
        ]),
      )
    },
  }
}
