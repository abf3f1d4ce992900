// The untuned reference: this Electron shares the screen with everything as it comes.
const { app, BrowserWindow, desktopCapturer, session } = require('electron')
const { join } = require('node:path')

app.whenReady().then(() => {
  session.defaultSession.setDisplayMediaRequestHandler((_request, answer) => {
    desktopCapturer
      .getSources({ types: ['screen'], thumbnailSize: { width: 0, height: 0 } })
      .then(([screen]) => answer(screen === undefined ? {} : { video: screen }))
  })
  // Small and in a corner, behind the workload: it shows nothing.
  const window = new BrowserWindow({
    x: 0,
    y: 0,
    width: 300,
    height: 60,
    frame: false,
    show: false,
    webPreferences: { sandbox: true, backgroundThrottling: false },
  })
  window.once('ready-to-show', () => window.show())
  window.loadFile(join(__dirname, 'index.html'))
})
