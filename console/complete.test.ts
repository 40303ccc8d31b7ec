import { beforeEach, expect, it } from 'vitest';
import { complete } from './complete.ts';
import { aShell } from './testing/a-shell.ts';

const { shell, type } = aShell();
const hits = (line: string) => complete(line, shell.session)[0];

beforeEach(() => {
  type(
    'reset\nkafka-topics.sh --create --topic orders\nkafka-topics.sh --create --topic other\njoin c1 billing orders',
  );
});

it.each([
  ['kafka-to', ['kafka-topics.sh ']],
  ['dr', ['draw ']],
  ['kafka-topics.sh --par', ['--partition-size-limit-per-response ', '--partitions ']],
  ['kafka-topics.sh --describe --topic o', ['orders ', 'other ']],
  ['echo a | kafka-console-producer.sh --topic ord', ['orders ']],
  ['kafka-consumer-groups.sh --describe --group ', ['billing ']],
  ['kafka-configs.sh --alter --entity-type topics --entity-name ot', ['other ']],
  ['kafka-configs.sh --alter --topic orders --add-config retention.m', ['retention.ms=']],
  ['kafka-leader-election.sh --election-type p', ['preferred ']],
  ['draw o', ['orders ', 'other ']],
  ['draw group b', ['billing ']],
  ['stop broker ', ['1 ', '2 ', '3 ']],
  ['crash c', ['c1 ']],
  ['join c2 billing or', ['orders ']],
  ['play crash-l', ['crash-loses ']],
  [
    'help kafka-con',
    ['kafka-configs ', 'kafka-console-consumer ', 'kafka-console-producer ', 'kafka-consumer-groups '],
  ],
  ['nonsense --x', []],
])('%s', (line, expected) => {
  expect(hits(line)).toEqual(expected);
});
