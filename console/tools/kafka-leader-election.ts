import {
  type Cluster,
  type ElectionRefusal,
  hasPreferredLeader,
  NO_LEADER,
  nameOf,
  type PartitionRegistration,
  type TopicPartition,
} from '#kafka';
import type { Context } from '../command.ts';
import { javaError, showError } from './java-errors.ts';
import { type Flag, OptionError, type Options } from './options.ts';
import { commandOf } from './run-tool.ts';

const flags = [
  { name: 'election-type', value: 'type', doc: 'preferred or unclean' },
  { name: 'topic', value: 'name', doc: 'the topic of the one partition meant' },
  { name: 'partition', value: 'number', doc: 'the number of that partition' },
  { name: 'all-topic-partitions', doc: 'every partition that needs it' },
  { name: 'path-to-json-file', value: 'file', doc: 'not in this console' },
  { name: 'admin.config', value: 'file', doc: 'accepted, and not read' },
] as const satisfies readonly Flag[];

type ElectionOptions = Options<(typeof flags)[number]['name']>;

/** `kafka-leader-election.sh` (LeaderElectionCommand). */
export const kafkaLeaderElection = commandOf({
  name: 'kafka-leader-election',
  summary: 'asks the controller for an election',
  usage: [
    'kafka-leader-election.sh --election-type preferred --topic orders --partition 0',
    'kafka-leader-election.sh --election-type preferred --all-topic-partitions',
    'kafka-leader-election.sh --election-type unclean --topic orders --partition 0',
  ],
  flags,
  check,
  work,
  failed: (message, { err }) => {
    err(`${message}\n`);
    return 1;
  },
});

function check(options: ElectionOptions): void {
  if (!options.has('election-type')) throw new OptionError('Missing required option(s): election-type');
  typeOf(options);
  if (options.has('path-to-json-file'))
    throw new OptionError('This console reads no lists of partitions from files: use --topic and --partition.');
  if (options.has('topic') === options.has('all-topic-partitions')) {
    throw new OptionError(
      'One and only one of the following options is required: topic, all-topic-partitions, path-to-json-file',
    );
  }
  if (options.has('topic') && !options.has('partition')) throw new OptionError('Missing required option(s): partition');
  if (!options.has('topic') && options.has('partition')) {
    throw new OptionError('Option partition is only allowed if topic is used');
  }
  options.integer('partition');
}

function typeOf(options: ElectionOptions): 'PREFERRED' | 'UNCLEAN' {
  const type = options.text('election-type')?.toUpperCase();
  if (type === 'PREFERRED' || type === 'UNCLEAN') return type;
  throw new OptionError(`Cannot parse argument '${options.text('election-type')}' of option election-type`);
}

interface Results {
  readonly succeeded: string[];
  readonly needless: string[];
  readonly failed: { readonly tp: string; readonly reason: string }[];
}

function work(options: ElectionOptions, { session, out, err }: Context): number {
  const type = typeOf(options);
  const all = options.has('all-topic-partitions');
  const partitions = all
    ? [...session.cluster.partitions].filter(({ registration }) => isDue(registration, type))
    : [{ topic: options.text('topic') ?? '', partition: options.integer('partition') ?? 0 }];
  const { succeeded, needless, failed } = elect(session.cluster, partitions, type);
  if (succeeded.length > 0) {
    out(`Successfully completed leader election (${type}) for partitions ${succeeded.join(', ')}\n`);
  }
  if (needless.length > 0) out(`Valid replica already elected for partitions ${needless.join(', ')}\n`);
  for (const { tp, reason } of failed)
    out(`Error completing leader election (${type}) for partition: ${tp}: ${reason}\n`);
  if (failed.length === 0) return 0;
  err(`${failed.length} replica(s) could not be elected\n`);
  return 1;
}

/** Of all partitions the controller only answers those for which there is something to do. */
function isDue(registration: PartitionRegistration, type: 'PREFERRED' | 'UNCLEAN'): boolean {
  return type === 'PREFERRED' ? !hasPreferredLeader(registration) : registration.leader === NO_LEADER;
}

function elect(cluster: Cluster, partitions: readonly TopicPartition[], type: 'PREFERRED' | 'UNCLEAN'): Results {
  const results: Results = { succeeded: [], needless: [], failed: [] };
  const refusals = cluster.electLeaders(partitions, type);
  partitions.forEach((tp, index) => {
    const refusal = refusals[index];
    if (refusal === undefined) results.succeeded.push(nameOf(tp));
    else if (refusal.code === 'ELECTION_NOT_NEEDED') results.needless.push(nameOf(tp));
    else results.failed.push({ tp: nameOf(tp), reason: reasonOf(refusal, cluster, tp) });
  });
  return results;
}

function reasonOf({ code, message }: ElectionRefusal, { controller }: Cluster, tp: TopicPartition): string {
  const standard = javaError(code, message);
  if (code !== 'UNKNOWN_TOPIC_OR_PARTITION') return showError(standard);
  const what = controller.topics.has(tp.topic) ? `No such partition as ${nameOf(tp)}` : `No such topic as ${tp.topic}`;
  return showError({ ...standard, message: what });
}
