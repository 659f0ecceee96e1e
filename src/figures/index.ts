export {
  type AdverseShift,
  addBaseline,
  answerNarrative,
  askAboutShifts,
  askNarrative,
  clearTarget,
  findNarrative,
  getFigureNotes,
  listNarratives,
  listSetForMeasures,
  type SetForMeasure,
  setOwner,
  setTarget,
} from './figure-note.store.ts'
export type { Baseline, FigureNotes, Narrative, Owner, SetTarget } from './figure-note.ts'
