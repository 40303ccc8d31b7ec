import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  type CommitPolicy,
  deliveryGuarantee,
  PartitionLog,
  playScenario,
  type Stage,
  type Step,
  type TraceEntry,
} from '#kafka';
import { patternOf, proseOf } from './page.ts';

const prose = proseOf(readFileSync(new URL('../lesson.md', import.meta.url), 'utf8').replaceAll('\r\n', '\n'));

/** What a sentence of the lesson says, shown by the model. The sentence is looked for, so that neither goes without the other. */
function claim(sentence: string, show: () => void): void {
  test(sentence, () => {
    expect(prose).toMatch(patternOf([sentence], 'exactly'));
    show();
  });
}

const profiles: Stage = {
  brokers: 3,
  topics: [{ topic: 'profiles', 'replication.factor': 3, settings: { 'cleanup.policy': 'compact' } }],
};
const produce: Step = { do: 'produce', tp: 'orders-0', key: 'alice', value: 'x' };
const down = (broker: number): Step => ({ do: 'brokerDown', broker });

function play(steps: readonly Step[], stage?: Stage): TraceEntry {
  const entry = playScenario(steps, stage).at(-1);
  if (entry === undefined) throw new RangeError('A scenario has steps.');
  return entry;
}

const orders = ({ after }: TraceEntry) => after.partitions[0];
const happened = ({ happened }: TraceEntry) => happened.map(({ type }) => type);
const polled = ({ records }: TraceEntry) => records?.map(({ value }) => value);

claim('below it, an `acks=all` write is refused with `NOT_ENOUGH_REPLICAS`', () => {
  expect(play([down(2), down(3), produce]).error?.code).toBe('NOT_ENOUGH_REPLICAS');
});

claim('one broker may be down while writing goes on', () => {
  expect(happened(play([down(2), produce]))).toContain('acknowledged');
});

claim('`acks=1` walks past the floor', () => {
  const entry = play([down(2), down(3), { ...produce, acks: '1' }]);
  expect(happened(entry)).toContain('acknowledged');
  expect(orders(entry)).toMatchObject({ logEndOffset: 1, highWatermark: 0 });
});

claim('the leader dies before a follower has fetched it', () => {
  const unreplicated: Step[] = [
    produce,
    { do: 'stallBroker', broker: 2 },
    { do: 'stallBroker', broker: 3 },
    { ...produce, acks: '1' },
  ];
  const before = play(unreplicated);
  expect(happened(before)).toContain('acknowledged');
  expect(orders(before)?.logEndOffset).toBe(2);
  const after = play([...unreplicated, down(1)]);
  expect(orders(after)).toMatchObject({ leader: 2, logEndOffset: 1 });
});

claim('If there is none, the partition waits', () => {
  const onlyLeaderInSync = [
    down(2),
    down(3),
    down(1),
    { do: 'brokerUp', broker: 2 },
    { do: 'advance', ms: 600_000 },
  ] as const;
  const waiting: Stage = { brokers: 3, topics: [{ topic: 'orders', 'replication.factor': 3 }] };
  expect(orders(play([produce, ...onlyLeaderInSync], waiting))?.leader).toBeNull();
  const settings = { 'unclean.leader.election.enable': true };
  const unclean: Stage = { brokers: 3, topics: [{ topic: 'orders', 'replication.factor': 3, settings }] };
  expect(orders(play([produce, ...onlyLeaderInSync], unclean))?.leader).toBe(2);
});

claim('Call `send` twice and there are two records', () => {
  expect(orders(play([produce, produce]))?.logEndOffset).toBe(2);
  const retried = play([{ ...produce, wire: ['ack-lost', 'ok'] }]);
  expect(happened(retried)).toContain('duplicate dropped');
  expect(orders(retried)?.logEndOffset).toBe(1);
});

const join = (group: string, memberId: string): Step => ({ do: 'join', group, memberId });
const poll = (group: string, memberId: string, max?: number): Step => ({
  do: 'poll',
  group,
  memberId,
  ...(max === undefined ? {} : { max }),
});
const values = ['a', 'b', 'c'].map((value): Step => ({ ...produce, value }) as Step);

claim('Groups do not affect each other', () => {
  const steps = [
    ...values,
    join('billing', 'c1'),
    poll('billing', 'c1'),
    join('analytics', 'c1'),
    poll('analytics', 'c1'),
  ];
  expect(polled(play(steps))).toEqual(['a', 'b', 'c']);
});

claim('A new owner starts at the _committed_ offset, not where the old one had read to', () => {
  const steps: Step[] = [
    ...values,
    join('billing', 'c1'),
    poll('billing', 'c1', 1),
    { do: 'commit', group: 'billing', memberId: 'c1' },
    poll('billing', 'c1', 1),
    { do: 'crash', group: 'billing', memberId: 'c1' },
    { do: 'advance', ms: 60_000 },
    join('billing', 'c2'),
    poll('billing', 'c2'),
  ];
  expect(polled(play(steps))).toEqual(['b', 'c']);
});

claim('The last commit counts, higher or lower', () => {
  const commit = (offset: number): Step => ({ do: 'commit', group: 'billing', tp: 'orders-0', offset });
  expect(play([...values, commit(3), commit(1)]).after.groups[0]?.committed).toEqual({ 'orders-0': 1 });
});

claim('Records without a key are refused', () => {
  const keyless: Step = { do: 'produce', tp: 'profiles-0', key: null, value: 'x' };
  expect(play([keyless], profiles).error?.code).toBe('INVALID_RECORD');
});

claim('If all of it is too old, it is. The next offset stays what it was.', () => {
  const log = new PartitionLog({ topic: 'orders', partition: 0 });
  for (let count = 0; count < 3; count++) log.append([{ key: 'alice', value: 'x', timestamp: 0 }], { now: 0 });
  log.updateHighWatermark(log.logEndOffset);
  log.deleteOldSegments(log.settings['retention.ms'] + 1);
  expect(log.read(log.logStartOffset).records).toEqual([]);
  expect(log.logEndOffset).toBe(3);
});

claim('Readers with `isolation.level=read_committed` skip what was aborted and wait for what is undecided', () => {
  const producer = 'p1';
  const inTransaction: Step = { ...produce, producer, value: 'aborted' } as Step;
  const settings = { 'isolation.level': 'read_committed' };
  const open: Step[] = [
    { do: 'openProducer', producer, settings: { 'transactional.id': 't' } },
    { do: 'initTransactions', producer },
    { do: 'beginTransaction', producer },
    inTransaction,
    { ...produce, value: 'after' },
  ];
  const read: Step[] = [{ do: 'join', group: 'billing', memberId: 'c1', settings }, poll('billing', 'c1')];
  expect(polled(play([...open, ...read]))).toEqual([]);
  expect(polled(play([...open, { do: 'abortTransaction', producer }, ...read]))).toEqual(['after']);
});

test('when to commit, and what a crash makes of it', () => {
  const records = Array.from({ length: 10 }, (_, offset) => ({ offset }));
  const log = { logStartOffset: 0, logEndOffset: 10, records };
  const rows: [string, CommitPolicy][] = [
    ['before processing', 'before'],
    ['after processing', 'after'],
    ['with the effect, in one transaction', 'with effect'],
  ];
  for (const [words, commit] of rows) {
    const guarantee = deliveryGuarantee(log, { commit, maxPollRecords: 4 });
    expect(prose).toMatch(patternOf([`| ${words} | **${guarantee}** |`], 'exactly'));
  }
});
