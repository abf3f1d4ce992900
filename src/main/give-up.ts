import { app, dialog } from 'electron'
import { languageOf } from '../shared/languages'
import { translator } from '../shared/texts'
import { log } from './log'

/** A start that failed (a damaged installation, an invalid profile) ends with a sentence, never with an empty window. */
export function giveUp(cause: unknown): void {
  log('start', 'failed', cause)
  const t = translator(languageOf(app.getLocale()))
  dialog.showErrorBox(t('app.name'), t('start.failed'))
  app.exit(1)
}
