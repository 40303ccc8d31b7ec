import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { aShell } from './testing/a-shell.ts';

/** The least of several tries: what the work takes when nobody else is busy. */
function least(tries: number, work: () => number): number {
  return Math.min(...Array.from({ length: tries }, work));
}

describe('on a cluster of 100 topics of 100 partitions', () => {
  const { shell, type } = aShell();
  for (let number = 1; number <= 100; number++) {
    type(`kafka-topics.sh --create --topic t${number} --partitions 100 --replication-factor 3`);
  }
  type('seq 50 | kafka-console-producer.sh --topic t5\njoin c1 billing t1 t2 t3\npoll c1\ncommit c1');

  function cpuMs(line: string): number {
    return least(12, () => {
      const before = process.cpuUsage();
      type(line);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
  }

  it.each([
    'kafka-topics.sh --list',
    'kafka-topics.sh --describe',
    'kafka-topics.sh --describe --topic t5',
    'kafka-topics.sh --describe --under-replicated-partitions',
    'echo a | kafka-console-producer.sh --topic t5',
    'kafka-console-consumer.sh --topic t5 --from-beginning',
    'kafka-console-consumer.sh --topic t5 --group other --max-messages 1',
    'kafka-consumer-groups.sh --list --state',
    'kafka-consumer-groups.sh --describe --group billing',
    'kafka-configs.sh --describe --topic t5 --all',
    'kafka-leader-election.sh --election-type preferred --all-topic-partitions',
    'poll c1',
    'draw t5',
    'draw t5-0',
    'draw group billing',
    'advance 1m',
    'clean',
    'retention',
  ])('%s answers within a frame', (line) => {
    expect(cpuMs(line)).toBeLessThan(1000 / 60);
    expect(shell.exitCode).toBe(0);
  });
});

it('is there within 2.5 times node itself, as a whole process', () => {
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const timeOf = (...args: string[]) => {
    const began = performance.now();
    spawnSync(process.execPath, args, { cwd, input: '' });
    return performance.now() - began;
  };
  timeOf('start/program.mjs', 'console/kafka.ts');
  const ours = least(9, () => timeOf('start/program.mjs', 'console/kafka.ts'));
  expect(ours / least(9, () => timeOf('-e', '0'))).toBeLessThan(2.5);
});
