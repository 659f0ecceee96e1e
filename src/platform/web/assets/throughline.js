/* What a script adds to pages that work without it. */
import { initAll } from './govuk-frontend.js'

initAll()

/* A way to print, shown where it can work. */
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}

/* A list of choices that is a form of its own applies as soon as one is chosen. */
for (const field of document.querySelectorAll('[data-apply]')) {
  field.addEventListener('change', () => field.form.requestSubmit())
}

/* What is folded is printed too where the page says so. */
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details[data-print-open]')) details.open = true
})
