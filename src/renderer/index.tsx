import { render } from 'preact'
import { App } from './app'
import { call, on } from './bridge'
import { followLink } from './link'

const place = document.querySelector('#app')
if (place === null) throw new Error('the page has no place for the app')

on('link', followLink())
on('view', (view) => render(<App view={view} />, place))
render(<App view={await call('view', undefined)} />, place)
