import type { Command } from '../command.ts';
import { formatRecord } from '../print/records.ts';
import { fillers, inGroup, memberNames, onMember, step } from './one-of.ts';
import { tell } from './tell.ts';
import { bare, WordError } from './word-error.ts';

/** `join c1 billing orders` */
export const join: Command = {
  name: 'join',
  summary: 'starts a consumer in a group, where it stays',
  usage: [
    'join MEMBER GROUP TOPIC...                join member c1 to group billing for topic orders',
    'join MEMBER GROUP TOPIC... name=value     with settings, such as auto.offset.reset=earliest',
  ],
  notes: ['It owns what its group gives it, and reads when you say: poll c1'],
  run: (context) => {
    const { player, cluster } = context.session;
    const words = bare(context.args, ...fillers).flatMap((word) => word.split(',').filter((each) => each !== ''));
    const [memberId, group, ...topics] = words.filter((word) => !word.includes('='));
    if (memberId === undefined || group === undefined || topics.length === 0) {
      throw new WordError('Who, in which group, for which topic? Type: join c1 billing orders');
    }
    const unknown = topics.find((topic) => !cluster.controller.topics.has(topic));
    if (unknown !== undefined)
      throw new WordError(`There is no topic ${unknown}. Those there are: kafka-topics.sh --list`);
    const settings = settingsIn(words);
    return tell(player.perform({ do: 'join', group, memberId, topics, settings }), context);
  },
  complete: ({ cluster }, words) => {
    const place = bare(words, ...fillers).length;
    if (place === 0) return ['c1'];
    return place === 1 ? [...cluster.groups.keys()] : [...cluster.controller.topics.keys()];
  },
};

function settingsIn(words: readonly string[]): Record<string, string> {
  const pairs = words.filter((word) => word.includes('='));
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** `freeze c1` */
export const freeze: Command = {
  name: 'freeze',
  summary: 'a consumer stands still, heartbeats and all, and does not know it',
  usage: ['freeze c1 [group]'],
  notes: ['To set it going again: wake c1'],
  run: (context) =>
    onMember(context, {
      typed: 'freeze',
      work: inGroup((group, memberId) => group.freeze(memberId)),
      quiet: 'stands still. Its session lasts 45 s.',
    }),
  complete: memberNames,
};

/** `leave c1` */
export const leave: Command = {
  name: 'leave',
  summary: 'closes a consumer: it commits, if it does so by itself, and leaves its group',
  usage: ['leave c1 [group]'],
  run: (context) => onMember(context, { typed: 'leave', work: step('leave') }),
  complete: memberNames,
};

/** `commit c1` */
export const commit: Command = {
  name: 'commit',
  summary: 'lets a consumer commit its positions',
  usage: ['commit c1 [group]'],
  run: (context) => onMember(context, { typed: 'commit', work: step('commit'), quiet: 'has nothing to commit.' }),
  complete: memberNames,
};

const pollFormat = { 'print.partition': 'true', 'print.offset': 'true', 'print.key': 'true' };

/** `poll c1 3` */
export const poll: Command = {
  name: 'poll',
  summary: 'lets a consumer poll once, and prints what it gets',
  usage: ['poll c1', 'poll c1 3       three records at most'],
  run: (context) => {
    const [name, ...rest] = bare(context.args, ...fillers, 'records', 'record');
    const count = rest.find((word) => /^\d{1,9}$/.test(word));
    if (Number(count) === 0) throw new WordError('A poll gives one record at least: poll c1 1');
    const args = [...(name === undefined ? [] : [name]), ...rest.filter((word) => word !== count)];
    return onMember(
      { ...context, args },
      {
        typed: 'poll',
        work: ({ session, out }, member) => {
          const limit = count === undefined ? {} : { max: Number(count) };
          const outcome = session.player.perform({ do: 'poll', ...member, ...limit });
          for (const record of outcome.records ?? []) out(formatRecord(record, pollFormat));
          if (outcome.records?.length === 0) out('nothing new\n');
          return outcome;
        },
      },
    );
  },
  complete: memberNames,
};
