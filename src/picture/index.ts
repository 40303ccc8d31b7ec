export { type Assignment, type AssignmentMatrix, drawAssignment } from './assignment.ts';
export type { Canvas } from './canvas.ts';
export { drawKeyJourney, type KeyJourney } from './key-journey.ts';
export { compareLanes, drawLanes, type LaneMark, type Lanes, type SentRecord } from './lanes.ts';
export { beside, type Titled } from './layout.ts';
export { drawOffsetRuler, type OffsetRuler } from './offset-ruler.ts';
