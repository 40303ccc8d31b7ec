import { KafkaError } from './errors.ts';
import type { Step } from './scenario/step.ts';

type Kind = 'text' | 'count' | 'place' | 'choice';

const longestAdvanceMs = 31 * 86_400_000;

/** What each kind of field may be. An offset or a count is an integer that is not negative. */
const kinds: Readonly<Record<Kind, { readonly is: (value: unknown) => boolean; readonly words: string }>> = {
  text: { is: (value) => typeof value === 'string', words: 'a string' },
  count: { is: (value) => Number.isSafeInteger(value) && (value as number) >= 0, words: 'an integer of at least 0' },
  place: {
    is: (value) => typeof value === 'string' && /^.+-\d+$/.test(value),
    words: "a partition's name such as 'orders-0'",
  },
  choice: {
    is: (value) => value === 'beginning' || value === 'end' || (Number.isSafeInteger(value) && (value as number) >= 0),
    words: "an offset, 'beginning' or 'end'",
  },
};

/** The fields of each step whose shape matters; a question mark at the end means that it may be left out. */
const fields: Readonly<Record<Step['do'], Readonly<Record<string, Kind>>>> = {
  createTopic: { topic: 'text', 'partitions?': 'count', 'replication.factor?': 'count' },
  deleteTopic: { topic: 'text' },
  addPartitions: { topic: 'text', partitions: 'count' },
  alterTopic: { topic: 'text' },
  deleteRecords: { tp: 'place', offset: 'count' },
  electLeaders: { type: 'text', 'tp?': 'place' },
  brokerDown: { broker: 'count' },
  brokerUp: { broker: 'count' },
  loseDisk: { broker: 'count' },
  stallBroker: { broker: 'count' },
  resumeBroker: { broker: 'count' },
  replicate: { 'tp?': 'place', 'broker?': 'count', 'upTo?': 'count' },
  produce: { 'tp?': 'place', 'topic?': 'text', 'producer?': 'text', 'timestamp?': 'count', 'acks?': 'text' },
  openProducer: { producer: 'text' },
  initTransactions: { producer: 'text' },
  beginTransaction: { producer: 'text' },
  commitTransaction: { producer: 'text' },
  abortTransaction: { producer: 'text' },
  sendOffsetsToTransaction: { producer: 'text', group: 'text' },
  join: { group: 'text', memberId: 'text' },
  leave: { group: 'text', memberId: 'text' },
  crash: { group: 'text', memberId: 'text' },
  freeze: { group: 'text', memberId: 'text' },
  wake: { group: 'text', memberId: 'text' },
  poll: { group: 'text', memberId: 'text', 'max?': 'count' },
  commit: { group: 'text', 'memberId?': 'text', 'tp?': 'place', 'offset?': 'count' },
  seek: { group: 'text', memberId: 'text', tp: 'place', offset: 'choice' },
  pause: { group: 'text', memberId: 'text', tp: 'place' },
  resume: { group: 'text', memberId: 'text', tp: 'place' },
  clean: {},
  retain: {},
  advance: { ms: 'count' },
};

/** Refuses what is no step, so that a slip in a scenario is told and not thrown about. Throws INVALID_REQUEST. */
export function checkStep(step: unknown): void {
  const given = (step ?? {}) as Readonly<Record<string, unknown>>;
  const does = String(given['do']);
  if (!Object.hasOwn(fields, does)) throw invalid(`There is no step '${does}'.`);
  for (const [field, kind] of Object.entries(fields[does as Step['do']])) {
    const name = field.replace('?', '');
    if (field.endsWith('?') && given[name] === undefined) continue;
    if (!kinds[kind].is(given[name])) throw invalid(`'${name}' of the step '${does}' must be ${kinds[kind].words}.`);
  }
  if (does === 'advance' && Number(given['ms']) > longestAdvanceMs) {
    throw invalid(`One step advances the clock by at most 31 days, ${longestAdvanceMs} ms.`);
  }
}

function invalid(why: string): KafkaError {
  return new KafkaError('INVALID_REQUEST', why);
}
