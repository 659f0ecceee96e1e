/* What a script adds to pages that work without it. */
import { initAll } from './govuk-frontend.js'

initAll()
