export { aHash, aKey, aMemberId, aPartitionCount, aTopicName, someBytes } from './arbitraries.ts';
export type { Answer, Ask } from './ask.ts';
export {
  answerOf,
  type Check,
  type Counterexample,
  checksFor,
  type Draw,
  type Functions,
  type Note,
  type Part,
  part,
  stretch,
  type Yours,
} from './check.ts';
export { frozen } from './frozen.ts';
export { askOnlyTheSound, type Inputs, judge, type Verdict } from './judge.ts';
export {
  explain,
  type Failed,
  type JournalEntry,
  type Misconception,
  type Misconceptions,
  programsWith,
  sameAnswer,
} from './misconception.ts';
export { NoData } from './no-data.ts';
export { same } from './same.ts';
export { bytes, offsetOrNull, partitionSet, type Shape, shape, text, texts, wholeNumber } from './shape.ts';
export { kindOf, show, showCall } from './show.ts';
export { Stop } from './stop.ts';
