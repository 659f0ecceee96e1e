export { annexA } from './annex-a/annex-a.ts'
export { createTeamArea } from './team-area.ts'
