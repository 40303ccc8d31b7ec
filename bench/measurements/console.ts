import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onLargeCluster } from '../large-cluster.ts';
import { Duration, type Measurement } from '../measurement.ts';

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

const topics = Array.from({ length: 100 }, (_, index) => `t${index + 1}`).join(' ');
const joined = `join c1 everything ${topics}`;
const bothJoined = `${joined}\njoin c2 everything ${topics}`;
const left = `${joined}\nleave c1 everything`;

/** What is done with a group that reads all 10,000 partitions. */
const firstUsesOfLargeGroup: readonly (readonly [before: string, command: string])[] = [
  ['', joined],
  [joined, `join c2 everything ${topics}`],
  [joined, 'poll c1 everything'],
  [`${joined}\nadvance 10s`, 'poll c1 everything'],
  [joined, 'commit c1 everything'],
  [joined, 'kafka-consumer-groups.sh --describe --group everything'],
  [bothJoined, 'kafka-consumer-groups.sh --describe --group everything'],
  [bothJoined, 'kafka-consumer-groups.sh --describe --group everything --members --verbose'],
  [bothJoined, 'draw group everything'],
  [bothJoined, 'leave c1 everything'],
  [`${bothJoined}\ncrash c1 everything`, 'advance 1m'],
  [joined, 'leave c1 everything'],
  [left, 'kafka-consumer-groups.sh --reset-offsets --group everything --all-topics --to-earliest --dry-run'],
  [left, 'kafka-consumer-groups.sh --reset-offsets --group everything --all-topics --to-earliest --execute'],
  [left, 'kafka-consumer-groups.sh --delete --group everything'],
  ['', 'kafka-console-consumer.sh --include t.* --group everything --from-beginning'],
];

/** Commands that answer differently the second time, or need something to have happened: what is typed before, and what is timed. */
const firstUses: readonly (readonly [before: string, command: string])[] = [
  ...commands.filter((command) => !command.includes('\n')).map((command) => ['', command] as const),
  ...firstUsesOfLargeGroup,
  ['', 'kafka-topics.sh --create --topic new --partitions 100 --replication-factor 3'],
  ['', 'kafka-topics.sh --alter --topic t5 --partitions 200'],
  ['', 'kafka-topics.sh --delete --topic t5'],
  ['', 'kafka-topics.sh --delete --topic t.*'],
  ['', 'kafka-configs.sh --alter --topic t5 --add-config min.insync.replicas=2'],
  ['', 'stop broker 1'],
  ['', 'crash broker 1'],
  ['', 'stall broker 1'],
  ['', 'lose disk 1'],
  ['stop broker 1', 'start broker 1'],
  ['stop broker 1', 'kafka-topics.sh --describe --under-replicated-partitions'],
  ['stop broker 1', 'kafka-leader-election.sh --election-type preferred --all-topic-partitions'],
  ['crash broker 1', 'advance 30s'],
  ['stall broker 1', 'advance 1m'],
  ['stop broker 1\nstart broker 1', 'advance 30s'],
  ['stop broker 1\nstart broker 1', 'advance 10m'],
  [
    'stop broker 1\nstart broker 1\nadvance 1s',
    'kafka-leader-election.sh --election-type preferred --all-topic-partitions',
  ],
];

const largeCluster = once(onLargeCluster);

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function titleOf(before: string, command: string): string {
  return `${before}\n${command}`.trim().replaceAll(topics, 't1 to t100').replaceAll('\n', ', ');
}

/** Types a command in a process that has never done so: code that runs for the first time is slow. */
function firstUse(before: string, command: string): Duration {
  const words = ['start/program.mjs', 'bench/first-use.ts', before, command];
  const { stdout } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
  return new Duration(JSON.parse(stdout));
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
  ...firstUses.map(
    ([before, command]): Measurement => ({
      title: `a command on 10,000 partitions, used first: ${titleOf(before, command)}`,
      contenders: async () => [{ name: 'the console', run: () => firstUse(before, command) }],
      mostRounds: 7,
    }),
  ),
];
