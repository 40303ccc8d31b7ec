import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { groupAfter } from './arbitraries.ts';
import { type Assign, type GroupEvent, moved, type Owners, rangeAssign, roundRobinAssign, step } from './reference.ts';

const task = readFileSync(new URL('./README.md', import.meta.url), 'utf8').replaceAll('**', '');

/** The rows of a part's table of assignments, cell by cell. */
function rowsOf(part: string): string[][] {
  const text = task.split(`## ${part} ·`)[1]!.split('\n## ')[0]!;
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** `orders 3, payments 3`, with the members of a row. */
function groupOf([topics = '', members = '']: readonly string[]) {
  const partitionCounts = Object.fromEntries(
    topics.split(', ').map((topic) => [topic.split(' ')[0]!, Number(topic.split(' ')[1])]),
  );
  const all = members.match(/\w+(?: ?\([^)]*\))?/g) ?? [];
  return {
    partitionCounts,
    members: all.map((member) => ({
      memberId: member.split(' ')[0]!,
      topics: /\((.*)\)/.exec(member)?.[1]?.split(', ') ?? Object.keys(partitionCounts),
    })),
  };
}

/** An assignment as the task writes one: `c1: orders 0, 1 · c2: nothing`; the topic goes without saying if there is one, or each is the same. */
function told(owners: Owners, topics: readonly string[]): string {
  const own = Object.entries(owners).sort(([a], [b]) => (a < b ? -1 : 1));
  const lists = (topic: string) =>
    own
      .map(
        ([id, owned]) =>
          `${id}: ${owned
            .filter((one) => one.topic === topic)
            .map(({ partition }) => partition)
            .join(', ')}`,
      )
      .join(' · ');
  if (topics.every((topic) => lists(topic) === lists(topics[0]!)))
    return `${topics.length > 1 ? 'each topic: ' : ''}${own.every(([, owned]) => owned.length > 0) ? lists(topics[0]!) : lists(topics[0]!).replace(/: $/, ': nothing, it is idle')}`;
  return own
    .map(([id, owned]) => {
      const byTopic = topics.flatMap((topic) => {
        const partitions = owned.filter((one) => one.topic === topic).map(({ partition }) => partition);
        return partitions.length === 0 ? [] : [`${topic} ${partitions.join(', ')}`];
      });
      return `${id}: ${byTopic.join(', ')}`;
    })
    .join(' · ');
}

describe.each([
  ['A', rangeAssign, 5],
  ['B', roundRobinAssign, 2],
] satisfies [string, Assign, number][])('part %s', (part, assign, count) => {
  it('assigns as its table says', () => {
    const rows = rowsOf(part);
    expect(rows).toHaveLength(count);
    const answers = rows.map((row) => {
      const { partitionCounts, members } = groupOf(row);
      return told(assign(partitionCounts, members), Object.keys(partitionCounts));
    });
    expect(answers).toEqual(rows.map(([, , assignment]) => assignment));
  });
});

const joins = (memberId: string): GroupEvent => ({ type: 'join', member: { memberId, topics: ['orders'] } });
const orders = (...partitions: number[]) => partitions.map((partition) => ({ topic: 'orders', partition }));

it('rebalances and refuses as part C says', () => {
  expect(task).toContain(
    'c1 alone owns orders 0 and 1 in generation 1. c2 joins: in generation 2 c1 owns 0 and c2 owns 1.',
  );
  const alone = groupAfter({ orders: 2 }, joins('c1'));
  expect(alone).toMatchObject({ generation: 1, assignment: { c1: orders(0, 1) } });
  const both = step(alone, joins('c2')).state;
  expect(both).toMatchObject({ generation: 2, assignment: { c1: orders(0), c2: orders(1) } });
  expect(step(both, { type: 'commit', memberId: 'c1', generation: 1, offsets: { 'orders-1': 3 } }).error).toBe(
    'ILLEGAL_GENERATION',
  );
});

it('moves what part D says', () => {
  expect(task).toMatch(
    /From c1: 0, 1 · c2: 2 to c1: 0 · c3: 1, 2, 3: c1 is revoked 1, c2 is revoked 2, c3 is assigned 1, 2, 3, and 2 moved;/,
  );
  expect(moved({ c1: orders(0, 1), c2: orders(2) }, { c1: orders(0), c3: orders(1, 2, 3) })).toEqual({
    revoked: { c1: orders(1), c2: orders(2) },
    assigned: { c3: orders(1, 2, 3) },
    moved: 2,
  });
});
