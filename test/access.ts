/** People, children and browsers for tests of the site, wherever they stand. */
export {
  addPerson,
  addRow,
  addRows,
  buildAuthority,
  sessionOf,
  type TestChild,
  type TestPerson,
} from '../src/permissions/access.fixture.ts'
export { csrfOf, siteBrowser } from '../src/permissions/site-browser.fixture.ts'
