export { parseJson, readSettings, type Settings, settingsVersion, writeSettings } from './settings.ts'
