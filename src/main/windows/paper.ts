import { BrowserWindow, type PrintToPDFOptions, type WebContents } from 'electron'
import { Breach } from '../../shared/errors'
import type { PaperView } from '../../shared/ipc'
import { translator } from '../../shared/texts'
import type { Owned } from '../ipc'
import { pageUrl, windowOptions } from './page'

/** A page that has not drawn itself by then never will. */
const DRAWN_MS = 15_000

type Current = { readonly window: BrowserWindow; readonly view: PaperView; readonly ready: () => void }

export type PaperWindow = ReturnType<typeof createPaperWindow>

/** The window that nobody sees, in which a document or a receipt is drawn for the printer or for a PDF. */
export function createPaperWindow(parent: BrowserWindow) {
  let current: Current | null = null

  /** Draws one paper, hands it out, and closes whatever comes of it. One at a time: the caller sees to that. */
  async function draw<T>(view: PaperView, use: (contents: WebContents) => Promise<T>): Promise<T> {
    // Of the main window, so that it goes with it and keeps nothing alive.
    const window = new BrowserWindow({ ...windowOptions, parent, show: false, width: 800, height: 1130 })
    const { contents, gone, drawn } = watch(window, view)
    try {
      void window.loadURL(pageUrl('paper'))
      await Promise.race([drawn, gone])
      return await Promise.race([use(contents), gone])
    } finally {
      current = null
      if (!window.isDestroyed()) window.destroy()
    }
  }

  function watch(window: BrowserWindow, view: PaperView) {
    const contents = window.webContents
    let fail: (cause: Error) => void = () => undefined
    const gone = new Promise<never>((_resolve, reject) => {
      fail = reject
    })
    // Lost where nobody waits any more: closing it in the end is no fault.
    gone.catch(() => undefined)
    const timer = setTimeout(() => fail(new Error('the paper was not drawn')), DRAWN_MS)
    const drawn = new Promise<void>((resolve) => {
      const ready = () => {
        clearTimeout(timer)
        resolve()
      }
      current = { window, view, ready }
    })
    window.once('closed', () => {
      clearTimeout(timer)
      fail(new Error('the window of the paper was closed'))
    })
    contents.once('render-process-gone', () => fail(new Error('the page of the paper is gone')))
    return { contents, gone, drawn }
  }

  return {
    pdf: (view: PaperView): Promise<Uint8Array> =>
      draw(view, (contents) => contents.printToPDF(pdfOptions(view))),

    /** Through the system's own dialog. False where it could not be printed; thinking better of it is no failure. */
    print: (view: PaperView): Promise<boolean> =>
      draw(
        view,
        (contents) =>
          new Promise<boolean>((resolve) => {
            contents.print({ silent: false, printBackground: true, pageSize: 'A4' }, (success, reason) =>
              resolve(success || /cancel/i.test(reason)),
            )
          }),
      ),

    owned: (contentsId: number): Owned | null =>
      current !== null && !current.window.isDestroyed() && current.window.webContents.id === contentsId
        ? { page: 'paper', window: current.window }
        : null,

    view(): PaperView {
      if (current === null) throw new Breach('message-late', 'no paper')
      return current.view
    },

    ready(): void {
      if (current === null) throw new Breach('message-late', 'no paper')
      current.ready()
    },
  }
}

/** Margins in inches. The footer has a page of its own, without the styles of ours. */
function pdfOptions({ language }: PaperView): PrintToPDFOptions {
  const page = translator(language)('paper.page', {
    page: '<span class="pageNumber"></span>',
    pages: '<span class="totalPages"></span>',
  })
  const style = "width:100%;text-align:center;font-size:8pt;font-family:'Noto Sans CJK JP',sans-serif"
  return {
    pageSize: 'A4',
    margins: { top: 0.7, bottom: 0.8, left: 0.75, right: 0.75 },
    printBackground: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: `<div style="${style}">${page}</div>`,
    // Read aloud by a screen reader like the page itself.
    generateTaggedPDF: true,
  }
}
