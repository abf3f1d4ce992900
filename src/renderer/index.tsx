import { render } from 'preact'
import { App } from './app'
import { call, given, on } from './bridge'

const place = document.querySelector('#app')
if (place === null) throw new Error('the page has no place for the app')

// The connection's code is large and long not needed: it comes after the first screen. Commands keep their order.
const link = new Promise<typeof import('./link')>((resolve) => {
  requestIdleCallback(() => resolve(import('./link')), { timeout: 1000 })
}).then(({ followLink }) => followLink())
on('link', (command) => void link.then((follow) => follow(command)))
let pushed = false
on('view', (view) => {
  pushed = true
  render(<App view={view} />, place)
})
const first = given(await call('view', undefined))
// A view that was pushed meanwhile is the newer one.
if (!pushed) render(<App view={first} />, place)
