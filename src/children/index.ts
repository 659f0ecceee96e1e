export { annexA } from './annex-a/annex-a.ts'
