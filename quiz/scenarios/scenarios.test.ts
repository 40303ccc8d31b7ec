import { expect, test } from 'vitest';
import { playScenario, type Snapshot, type TraceEntry } from '#kafka';
import { lookFor } from '#terminal';
import { scenarios } from './index.ts';
import { watchScenario } from './watch.ts';

const play = (name: string) => {
  const { prepare = [], steps, stage } = scenarios[name]!;
  return playScenario([...prepare, ...steps], stage).slice(prepare.length);
};
const offsets = (entry: TraceEntry | undefined) => entry?.records?.map(({ offset }) => offset);
const values = (snapshot: Snapshot, broker = 1) =>
  snapshot.partitions[0]!.logs.find((log) => log.broker === broker)!.records.map(({ value }) => value);
const polls = (trace: readonly TraceEntry[]) => trace.filter(({ step }) => step.do === 'poll');
const errors = (trace: readonly TraceEntry[]) => trace.flatMap(({ error }) => error?.code ?? []);

test('two groups are given the same records', () => {
  expect(polls(play('two-groups')).map(offsets)).toEqual([
    [0, 1, 2],
    [0, 1, 2],
  ]);
});

test('a consumer is given the record once the slow follower has it', () => {
  expect(polls(play('high-watermark')).map(offsets)).toEqual([[], [0]]);
});

test('acks=1 loses the record with its leader, and the old leader truncates', () => {
  const after = play('acks-one-loses').at(-1)!.after;
  for (const broker of [1, 2, 3]) expect(values(after, broker)).toEqual(['one', 'three']);
});

test('below min.insync.replicas acks=all is refused and acks=1 is not', () => {
  const trace = play('min-isr');
  expect(trace.map(({ error }) => error?.code)).toEqual([
    undefined,
    undefined,
    undefined,
    'NOT_ENOUGH_REPLICAS',
    undefined,
  ]);
  expect(values(trace.at(-1)!.after)).toEqual(['one', 'three']);
});

test('what was polled and not committed comes again', () => {
  expect(polls(play('crash-repeats')).map(offsets)).toEqual([
    [0, 1],
    [2, 3, 4],
    [2, 3, 4],
  ]);
});

test('what was committed and not processed never comes again', () => {
  expect(polls(play('crash-loses')).map(offsets)).toEqual([
    [0, 1, 2],
    [3, 4],
  ]);
});

test('each rebalance is a generation, and every partition has one owner', () => {
  const groups = play('rebalance').map(({ after }) => after.groups[0]!);
  expect(groups.at(-1)!.generation).toBeGreaterThan(groups[0]!.generation + 1);
  expect(groups.at(-1)!.members.map(({ memberId, assignment }) => [memberId, [...assignment].sort()])).toEqual([
    ['c2', ['orders-0', 'orders-1', 'orders-2', 'orders-3']],
  ]);
});

test('an idempotent producer’s copy is dropped, the other one’s is not', () => {
  expect(values(play('idempotence').at(-1)!.after)).toEqual(['once', 'twice', 'twice']);
});

test('read_committed waits for the open transaction, and passes over its marker', () => {
  expect(polls(play('read-committed')).map(offsets)).toEqual([[], [0, 1]]);
});

test('a key moves, its old records stay', () => {
  const trace = play('new-partitions');
  const { partitions } = trace.at(-1)!.after;
  const lanes = partitions
    .map(({ logs }) => logs[0]!.records.map(({ value }) => value))
    .filter((lane) => lane.length > 0);
  expect(lanes).toContainEqual(['placed', 'paid']);
  expect(lanes).toContainEqual(['shipped']);
});

test('the cleaner leaves offsets as they were and the active segment alone', () => {
  const { records } = play('compaction').at(-1)!.after.partitions[0]!.logs[0]!;
  expect(records.map(({ offset, key, value }) => [offset, key, value])).toEqual([
    [2, 'u1', 'Anna'],
    [3, 'u2', null],
    [4, 'u1', 'Anne'],
  ]);
});

const owned = (entry: TraceEntry | undefined) =>
  Object.fromEntries(entry!.after.groups[0]!.members.map(({ memberId, assignment }) => [memberId, assignment]));

test('a third member of two partitions is idle until another leaves', () => {
  const trace = play('idle-member');
  expect(owned(trace[2])['c3']).toEqual([]);
  expect(owned(trace.at(-1))).toEqual({ c2: ['orders-0'], c3: ['orders-1'] });
});

test('new partitions are shared with the next metadata', () => {
  expect(owned(play('more-to-share').at(-1))).toEqual({ c1: ['orders-0', 'orders-1'], c2: ['orders-2', 'orders-3'] });
});

test('a cooperative member keeps what it will have', () => {
  const trace = play('cooperative');
  const [before, after] = [owned(trace[0])['c1'], owned(trace[1])['c1']];
  expect(before).toHaveLength(4);
  expect(after).toHaveLength(2);
  expect(before).toEqual(expect.arrayContaining([...after!]));
});

test('a new group begins where auto.offset.reset says', () => {
  expect(polls(play('first-read')).map(offsets)).toEqual([[0, 1], [], [2]]);
});

test('a group whose next records are gone begins at the first that is left', () => {
  expect(polls(play('out-of-range')).map(offsets)).toEqual([[0], [3, 4]]);
});

test('keys keep their own order, and between them there is none', () => {
  const [poll] = polls(play('partition-order'));
  expect(poll?.records?.map(({ value }) => value)).toEqual(['a', 'b', 'c', 'd']);
});

test('no step of a scenario is refused unless the story is about that', () => {
  const refused = Object.keys(scenarios).flatMap((name) => errors(play(name)).map((code) => `${name}: ${code}`));
  expect(refused).toEqual(['late-commit: UNKNOWN_MEMBER_ID', 'min-isr: NOT_ENOUGH_REPLICAS']);
});

test.each(Object.keys(scenarios))('%s fits 60 columns, in ASCII', async (name) => {
  const look = { ...lookFor({ plain: true, ascii: true }), width: 60 };
  const lines: string[] = [];
  await watchScenario(name, { look, print: (...more) => lines.push(...more) });
  expect(lines.filter((line) => line.length > 60 || /\P{ASCII}/u.test(line))).toEqual([]);
  expect(lines.length).toBeGreaterThan(10);
});
