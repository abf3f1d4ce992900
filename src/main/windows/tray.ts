import { join } from 'node:path'
import { Menu, nativeImage, Tray } from 'electron'
import type { Translate } from '../../shared/texts'

export type TrayEntry = {
  /** What the entry offers follows the phase: the way out is there as soon as anything is joined. */
  update(t: Translate, joined: boolean): void
}

export function openTray(
  appPath: string,
  wishes: { readonly show: () => void; readonly disconnect: () => void; readonly quit: () => void },
): TrayEntry {
  const tray = new Tray(nativeImage.createFromPath(join(appPath, 'assets', 'tray.png')))
  tray.on('click', wishes.show)
  return {
    update(t, joined) {
      tray.setToolTip(joined ? t('tray.joined') : t('app.name'))
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: t('tray.show'), click: wishes.show },
          { label: t('live.disconnect'), enabled: joined, click: wishes.disconnect },
          { type: 'separator' },
          { label: t('tray.quit'), click: wishes.quit },
        ]),
      )
    },
  }
}
