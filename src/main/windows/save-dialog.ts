import { join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'

/** `name` without ending; `kinds` are endings, the usual one first. */
export type FileWish = { readonly name: string; readonly kinds: readonly string[] }
export type ChosenFile = { readonly path: string }

const kindNames: Readonly<Record<string, string>> = { pdf: 'PDF', txt: 'Text', md: 'Markdown', json: 'JSON' }

/** The system's own dialog over the main window; it asks by itself before a file is written over. */
export function saveDialog(parent: BrowserWindow) {
  return async ({ name, kinds }: FileWish): Promise<ChosenFile | null> => {
    const [usual = ''] = kinds
    const { canceled, filePath } = await dialog.showSaveDialog(parent, {
      defaultPath: join(app.getPath('documents'), `${name}.${usual}`),
      filters: kinds.map((kind) => ({ name: kindNames[kind] ?? kind, extensions: [kind] })),
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    })
    return canceled || filePath === '' ? null : { path: filePath }
  }
}
