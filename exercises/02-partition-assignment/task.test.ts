import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { keyBytes, movedKeys, murmur2, partitionFor, partitionForKey, skew, toPositive } from '#kafka';

const task = readFileSync(new URL('./README.md', import.meta.url), 'utf8');

/** The rows of the table under this heading, cell by cell, without their backticks. */
function tableOf(heading: string): string[][] {
  const [, part = ''] = task.split(`| ${heading}`);
  const lines = part.split('\n').slice(2);
  return lines
    .slice(
      0,
      lines.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}

it('clears sign bits as the task says', () => {
  const rows = tableOf('hash ').map((cells) => cells.map(Number));
  expect(rows).toHaveLength(3);
  expect(rows.map(([hash]) => [hash, toPositive(hash!)])).toEqual(rows);
});

it('places keys as the task says', () => {
  const rows = tableOf('key ').map(([key, ...numbers]) => [JSON.parse(key!), ...numbers.map(Number)]);
  expect(rows).toHaveLength(3);
  const placed = rows.map(([key]) => [
    key,
    murmur2(keyBytes(key)),
    ...[3, 4, 6].map((count) => partitionForKey(key, count)),
  ]);
  expect(placed).toEqual(rows);
});

it('chooses partitions as the task says', () => {
  const rows = tableOf('record ').map(([record, ...more]) => [
    JSON.parse(record!.replaceAll(/(\w+):/g, '"$1":')),
    ...more.map((cell) => (Number.isNaN(Number(cell)) ? cell : Number(cell))),
  ]);
  expect(rows).toHaveLength(4);
  const chosen = rows.map(([record, count, sticky]) => {
    try {
      return [record, count, sticky, partitionFor(record, count, sticky)];
    } catch (error) {
      return [record, count, sticky, (error as Error).name];
    }
  });
  expect(chosen).toEqual(rows);
});

it('grows and counts as the task says', () => {
  expect(task).toContain(
    'For `["alice", "user2"]`, from 3 to 4, the answer is both: alice moves from 0 to 1, user2 from 2 to 1.',
  );
  expect(movedKeys(['alice', 'user2'], 3, 4)).toEqual(['alice', 'user2']);
  const places = ['alice', 'user2'].map((key) => [partitionForKey(key, 3), partitionForKey(key, 4)]);
  expect(places).toEqual([
    [0, 1],
    [2, 1],
  ]);
  expect(task).toMatch(
    /For `\["alice", "alice", "b"\]` on 3 partitions: counts `\[2, 0, 1\]`,\nhottest `0`, ratio `2`\./,
  );
  expect(skew(['alice', 'alice', 'b'], 3)).toEqual({ counts: [2, 0, 1], hottest: 0, ratio: 2 });
});
