// What the customer does meanwhile, as a program of its own: a window without a frame, beside the agent's border and bar.
const { app, BrowserWindow } = require('electron')
const { join } = require('node:path')

const [x, y, width, height] = (process.env.BENCH_PLACE ?? '').split(',').map(Number)
app.whenReady().then(() => {
  const window = new BrowserWindow({
    x,
    y,
    width,
    height,
    frame: false,
    show: false,
    resizable: false,
    hasShadow: false,
    webPreferences: { sandbox: true, backgroundThrottling: false },
  })
  window.once('ready-to-show', () => window.show())
  window.loadFile(join(__dirname, 'index.html'))
})
