// @ts-check
// Stands where a stock Electron has its own default_app.asar: `electron [-r module] <app folder or file>`.
// Plain CommonJS, because it runs inside Electron as it is.
const Module = require('node:module')
const fs = require('node:fs')
const path = require('node:path')
const { app } = require('electron')

/** @type {string[]} */
const modules = []
let file
for (let i = 1; i < process.argv.length; i += 1) {
  const word = process.argv[i]
  if (word === '-r' || word === '--require') modules.push(process.argv[++i])
  else if (word === '-v' || word === '--version') {
    console.log(`v${process.versions.electron}`)
    process.exit(0)
  } else if (!word.startsWith('-')) {
    file = path.resolve(word)
    break
  }
}

if (!file) {
  console.error('This Electron has no application of its own: give it the folder of one.')
  process.exit(1)
}

Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true })
// Playwright hands its loader over as `-r module`; it must run before the application.
for (const name of modules) require(name)

const manifest = path.join(file, 'package.json')
if (fs.existsSync(manifest)) {
  const { name, productName, version, desktopName } = JSON.parse(fs.readFileSync(manifest, 'utf8'))
  app.setName(productName || name || app.getName())
  if (version) app.setVersion(version)
  app.setDesktopName(desktopName || `${app.getName()}.desktop`)
}
try {
  const main = Module._resolveFilename(file, null, true)
  app.setAppPath(fs.existsSync(manifest) ? file : path.dirname(main))
  // Synchronously: after a bare import() `ready` has already fired, and app.enableSandbox() would throw.
  Module._load(main, null, true)
} catch (error) {
  console.error(error)
  app.exit(1)
}
