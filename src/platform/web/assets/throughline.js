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

/* A page that shows how far something is looks again by itself, where it stands; at the end it is loaded anew. */
const moving = document.querySelector('main[data-refresh]')
if (moving) {
  const wait = 1000 * Number(moving.dataset.refresh)
  const look = async () => {
    try {
      const answer = await fetch(location.href)
      if (answer.status >= 500) throw new Error('not now')
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const next = page.querySelector('main')
      if (!answer.ok || !next?.dataset.refresh) return location.reload()
      if (moving.innerHTML !== next.innerHTML) moving.innerHTML = next.innerHTML
      document.title = page.title
    } catch {
      /* The server may be busy or starting again: what is shown stays until it answers. */
    }
    setTimeout(look, wait)
  }
  setTimeout(look, wait)
}
