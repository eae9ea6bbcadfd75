import { render } from 'preact'
import { App } from './app.tsx'
import { startRouter } from './lib/router.ts'
import { language } from './words/words.ts'

document.documentElement.lang = language
startRouter()
render(<App />, document.getElementById('app')!)
