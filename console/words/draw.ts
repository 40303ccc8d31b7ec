import { nameOf, partitionsOfGroup, shownLog, snapshotOf, snapshotOfGroup, snapshotOfPartition } from '#kafka';
import { drawGroup, drawPartition, drawSnapshot } from '#picture';
import type { Command, Context } from '../command.ts';
import { bare, WordError } from './word-error.ts';

/** Brokers, topics and groups beyond this are too much for one picture. */
const MOST_PARTITIONS = 60;

/** `draw`, `draw orders`, `draw group billing` */
export const draw: Command = {
  name: 'draw',
  summary: 'shows partitions as lanes, with replicas, ISR and high watermark, or who reads what in a group',
  usage: [
    'draw                     brokers, topics and groups',
    'draw orders              the partitions of a topic; draw orders-0 for one',
    'draw group billing       members, offsets and lag',
    'draw orders offsets      offsets in the cells in place of keys and values',
  ],
  run: (context) => {
    for (const line of linesOf(context)) context.out(`${line}\n`);
    return 0;
  },
  complete: ({ cluster }, words) => {
    const groups = [...cluster.groups.keys()];
    if (words.length === 0) return ['group', ...cluster.controller.topics.keys()];
    return words[0] === 'group' ? groups : ['offsets'];
  },
};

function linesOf(context: Context): string[] {
  const cells = context.args.some((word) => /^offsets?$/i.test(word)) ? 'offsets' : 'records';
  const words = bare(context.args, 'topic', 'partition', 'offsets', 'offset', 'records');
  if (words.length === 0) return drawAll(context, cells);
  if (words[0] === 'group') return drawOneGroup(context, words[1]);
  return words.flatMap((name) => drawTopic(context, name, cells));
}

function drawAll({ session, canvas }: Context, cells: 'offsets' | 'records'): string[] {
  const { cluster, player, elapsedMs } = session;
  const count = [...cluster.controller.topics.values()].reduce((sum, { partitions }) => sum + partitions.length, 0);
  if (count > MOST_PARTITIONS)
    throw new WordError(
      `There are ${count} partitions: draw one topic, such as draw ${[...cluster.controller.topics.keys()][0]}`,
    );
  return drawSnapshot({ ...snapshotOf(cluster, player.findConsumer), time: elapsedMs }, canvas, { cells });
}

function drawTopic({ session, canvas }: Context, name: string, cells: 'offsets' | 'records'): string[] {
  const { controller } = session.cluster;
  const one = [...session.cluster.partitions].filter((tp) => nameOf(tp) === name);
  const partitions = controller.topics.has(name)
    ? controller.topic(name).partitions.map((_, partition) => session.cluster.partition({ topic: name, partition }))
    : one;
  if (partitions.length > 0) {
    const brokers = [...session.cluster.brokers].map(([broker, state]) => ({ broker, state }));
    return partitions.flatMap((tp) => drawPartition(snapshotOfPartition(tp), { brokers }, canvas, cells));
  }
  const names = [...controller.topics.keys()].slice(0, 10).join(', ');
  const hint = session.cluster.groups.has(name) ? ` There is a group of that name: draw group ${name}` : '';
  throw new WordError(
    `There is no topic ${name}${names === '' ? '; there are none yet.' : `. There are ${names}.`}${hint}`,
  );
}

function drawOneGroup({ session, canvas }: Context, name: string | undefined): string[] {
  const { cluster, player } = session;
  const group = cluster.groups.get(name ?? '');
  if (group === undefined) {
    const names = [...cluster.groups.keys()].join(', ') || 'none yet';
    throw new WordError(`${name === undefined ? 'Which group?' : `There is no group ${name}.`} Groups: ${names}.`);
  }
  const involved = partitionsOfGroup(cluster, group);
  const drawn = involved.slice(0, MOST_PARTITIONS);
  const snapshot = snapshotOfGroup(cluster, group, player.findConsumer, drawn);
  const partitions = drawn.map((name) => {
    const hosted = cluster.partitionNamed(name);
    const { topic, partition } = hosted;
    return { topic, partition, logEndOffset: shownLog(hosted).logEndOffset };
  });
  const rest = involved.length - drawn.length;
  const more = rest > 0 ? [`... and ${rest} more: kafka-consumer-groups.sh --describe --group ${group.groupId}`] : [];
  return [...drawGroup(snapshot, { partitions }, canvas), ...more];
}
