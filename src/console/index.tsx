import '../ui/theme.css'
import './console.css'
import './session.css'
import './picture.css'
import { render } from 'preact'
import { App } from './app'
import { createPage } from './page'

const place = document.getElementById('page')
if (place === null) throw new Error('index.html has no place for the page')
render(<App page={createPage()} />, place)
