import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aShell } from '../../console/testing/a-shell.ts';
import type { Measurement } from '../measurement.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What is asked of a cluster of 100 topics of 100 partitions. */
const commands = [
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
  'stop 2\nstart 2',
  'advance 1m',
  'clean',
  'retention',
];

const largeCluster = once((): ((line: string) => unknown) => {
  const { type } = aShell();
  for (let number = 1; number <= 100; number++) {
    type(`kafka-topics.sh --create --topic t${number} --partitions 100 --replication-factor 3`);
  }
  type('seq 50 | kafka-console-producer.sh --topic t5\njoin c1 billing t1 t2 t3\npoll c1\ncommit c1');
  return type;
});

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const program = (...words: string[]) => spawnSync(process.execPath, words, { cwd: root, input: '' }).status;

/** The console: how soon its prompt is there, and whether its commands answer within a frame (16.7 ms) where there is much to look at. */
export const promptAndCommands: readonly Measurement[] = [
  {
    title: "the console's prompt, beside node doing nothing",
    contenders: async () => [
      { name: 'npm run kafka', run: () => program('start/program.mjs', 'console/kafka.ts') },
      { name: 'node -e 0', run: () => program('-e', '0') },
    ],
  },
  ...commands.map(
    (command): Measurement => ({
      title: `a command on 10,000 partitions: ${command.replaceAll('\n', ', ')}`,
      contenders: async () => {
        const type = largeCluster();
        return [{ name: 'the console', run: () => type(command) }];
      },
    }),
  ),
];
