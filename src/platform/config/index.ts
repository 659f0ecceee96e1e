export { parseJson, readSettings, type Settings } from './settings.ts'
