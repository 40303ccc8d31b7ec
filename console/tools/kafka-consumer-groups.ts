import { type Cluster, KafkaError, PartitionMap, type TopicPartition } from '#kafka';
import type { Context } from '../command.ts';
import { column, widest } from '../print/printf.ts';
import { groupsView } from './cluster-views.ts';
import { type GroupsOptions, groupsFlags, reportGroups } from './groups-report.ts';
import { javaError, showError } from './java-errors.ts';
import { OptionError } from './options.ts';
import { exportPlans, partitionsNamed, planReset, type ResetPlan, resetScenarios, showPlans } from './reset-offsets.ts';
import { commandOf } from './run-tool.ts';

const actions = ['list', 'describe', 'delete', 'reset-offsets', 'delete-offsets'] as const;

/** `kafka-consumer-groups.sh` (ConsumerGroupCommand). */
export const kafkaConsumerGroups = commandOf({
  name: 'kafka-consumer-groups',
  summary: 'shows consumer groups, their offsets and lag, and moves offsets',
  usage: [
    'kafka-consumer-groups.sh --list [--state]',
    'kafka-consumer-groups.sh --describe --group billing [--members | --state] [--verbose]',
    'kafka-consumer-groups.sh --reset-offsets --group billing --topic orders --to-earliest --execute',
    'kafka-consumer-groups.sh --delete --group billing',
    'kafka-consumer-groups.sh --delete-offsets --group billing --topic orders',
  ],
  flags: groupsFlags,
  notes: ["As with Kafka's own tool, an error after the command line was understood ends with exit code 0."],
  check,
  work,
  failed: (message, { out }) => {
    out(`\nError: Executing consumer group command failed due to ${message}\n`);
    return 0;
  },
});

function check(options: GroupsOptions): void {
  if (options.has('describe')) checkDescribe(options);
  if (options.has('delete')) {
    needsGroup(options, 'delete');
    if (options.has('topic')) {
      throw new OptionError('The consumer does not support topic-specific offset deletion from a consumer group.');
    }
  }
  if (options.has('delete-offsets') && !(options.has('group') && options.has('topic'))) {
    throw new OptionError('Option [delete-offsets] takes the following options: [group], [topic]');
  }
  if (options.has('reset-offsets')) checkReset(options);
  options.forbid('group', 'all-groups', 'list');
  options.forbid('topic', 'list', 'describe');
  if (actions.filter((action) => options.has(action)).length === 1) return;
  throw new OptionError(
    'Command must include exactly one action: --list, --describe, --delete, --reset-offsets, --delete-offsets',
  );
}

function checkDescribe(options: GroupsOptions): void {
  needsGroup(options, 'describe');
  if ((['members', 'offsets', 'state'] as const).filter((name) => options.has(name)).length > 1) {
    throw new OptionError('Option [describe] takes at most one of these options: [members], [offsets], [state]');
  }
  if (options.text('state') !== undefined) throw new OptionError('Option [describe] does not take a value for [state]');
}

function checkReset(options: GroupsOptions): void {
  if (options.has('dry-run') && options.has('execute')) {
    throw new OptionError('Option [reset-offsets] only accepts one of [execute] and [dry-run]');
  }
  needsGroup(options, 'reset-offsets');
  for (const one of resetScenarios) options.forbid(one, ...resetScenarios.filter((other) => other !== one));
}

function needsGroup(options: GroupsOptions, action: string): void {
  if (options.has('group') || options.has('all-groups')) return;
  throw new OptionError(`Option [${action}] takes one of these options: [group], [all-groups]`);
}

function work(options: GroupsOptions, context: Context): number {
  const { cluster } = context.session;
  if (options.has('delete')) context.out(deleteGroups(options, cluster));
  else if (options.has('delete-offsets')) context.out(deleteOffsets(options, cluster));
  else if (options.has('reset-offsets')) return resetOffsets(options, context);
  else for (const { to, text } of reportGroups(options, groupsView(cluster))) context[to](text);
  return 0;
}

function groupIds(options: GroupsOptions, cluster: Cluster): readonly string[] {
  return options.has('all-groups') ? [...cluster.groups.keys()].toSorted() : [...new Set(options.all('group'))];
}

function deleteGroups(options: GroupsOptions, cluster: Cluster): string {
  const deleted: string[] = [];
  const failed: string[] = [];
  for (const group of groupIds(options, cluster)) {
    try {
      cluster.deleteGroup(group);
      deleted.push(`'${group}'`);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      const reason = showError(javaError(error.code, error.message));
      failed.push(`* Group '${group}' could not be deleted due to: ${reason}\n`);
    }
  }
  if (failed.length === 0) return `Deletion of requested consumer groups (${deleted.join(', ')}) was successful.\n`;
  const others =
    deleted.length === 0 ? '' : `\nThese consumer groups were deleted successfully: ${deleted.join(', ')}\n`;
  return `\nError: Deletion of some consumer groups failed:\n${failed.join('')}${others}`;
}

function resetOffsets(options: GroupsOptions, context: Context): number {
  const { out, err, session } = context;
  if (!options.has('dry-run') && !options.has('execute')) err(`${dryRunWarning}\n`);
  const plans = new Map<string, ResetPlan>();
  try {
    for (const id of groupIds(options, session.cluster)) plans.set(id, resetGroup(id, options, context));
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    err(`${error.message}\n`);
    return 1;
  }
  out(options.has('export') ? exportPlans(plans) : showPlans(plans));
  return 0;
}

const dryRunWarning =
  'WARN: No action will be performed as the --execute option is missing. In a future major release, the default behavior of this command ' +
  'will be to prompt the user before executing the reset rather than doing a dry run. You should add the --dry-run option explicitly ' +
  'if you are scripting this command and want to keep the current default behavior without prompting.';

function resetGroup(id: string, options: GroupsOptions, context: Context): ResetPlan {
  const { cluster } = context.session;
  const group = cluster.groups.get(id);
  const state = group?.coordinator.group.state ?? 'Dead';
  if (state !== 'Empty' && state !== 'Dead') {
    context.out(
      `\nError: Assignments can only be reset if the group '${id}' is inactive, but the current state is ${state}.\n`,
    );
    return [];
  }
  const plan = planReset(options, group, context);
  if (options.has('execute') && !options.has('dry-run') && plan.length > 0) {
    cluster.group(id).commitFromOutside(plan);
  }
  return plan;
}

function deleteOffsets(options: GroupsOptions, cluster: Cluster): string {
  const id = options.all('group').at(-1) ?? '';
  const group = cluster.groups.get(id);
  const subscribed = new Set(group?.describe().members.flatMap(({ inGroup, topics }) => (inGroup ? topics : [])));
  const results = wantedPartitions(options, cluster).map((tp) => {
    const { topics } = cluster.controller;
    const isUnknown = topics.get(tp.topic)?.partitions[tp.partition] === undefined;
    const code = whyNot(group !== undefined, isUnknown, subscribed.has(tp.topic));
    return { tp, error: code === undefined ? undefined : javaError(code, '') };
  });
  const deleted = new PartitionMap<TopicPartition>();
  for (const { tp, error } of results) if (error === undefined) deleted.set(tp, tp);
  group?.coordinator.committed.expire((each) => deleted.has(each));
  const [topicCell, narrow] = [column(widest(15, results, ({ tp }) => tp.topic)), column(10)];
  const rows = results.map(({ tp: { topic, partition }, error }) => {
    const status = error === undefined ? 'Successful' : `Error: ${showError(error)}`;
    return topicCell(topic) + narrow(partition >= 0 ? partition : '-') + status.padEnd(15);
  });
  const head = topicCell('TOPIC') + narrow('PARTITION') + 'STATUS'.padEnd(15);
  const failed = results.some(({ error }) => error !== undefined);
  return `${headOf(id, group !== undefined, failed)}\n${[head, ...rows].join('\n')}\n`;
}

function headOf(group: string, isThere: boolean, failed: boolean): string {
  if (!isThere) return '\nError: The group id does not exist.\n';
  if (failed) return '\nError: Encountered some partition-level error, see the follow-up details.\n';
  return `Request succeeded for deleting offsets from group ${group}.\n`;
}

function whyNot(isGroup: boolean, isUnknown: boolean, isSubscribed: boolean): string | undefined {
  if (!isGroup) return 'GROUP_ID_NOT_FOUND';
  if (isUnknown) return 'UNKNOWN_TOPIC_OR_PARTITION';
  return isSubscribed ? 'GROUP_SUBSCRIBED_TO_TOPIC' : undefined;
}

/** A topic that is not there becomes a line without a partition. */
function wantedPartitions(options: GroupsOptions, cluster: Cluster): TopicPartition[] {
  return options.all('topic').flatMap((name) => {
    const isUnknown = !name.includes(':') && !cluster.controller.topics.has(name);
    return isUnknown ? [{ topic: name, partition: -1 }] : partitionsNamed([name], cluster);
  });
}
