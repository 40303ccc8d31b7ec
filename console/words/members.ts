import type { Command, Context } from '../command.ts';
import { formatRecord } from '../print/records.ts';
import { isAboutBroker, onBroker } from './brokers.ts';
import { tell } from './tell.ts';
import { bare, WordError } from './word-error.ts';

const fillers = ['member', 'consumer', 'group', 'topic', 'topics'];

/** `join c1 billing orders` */
export const join: Command = {
  name: 'join',
  summary: 'starts a consumer in a group, where it stays',
  usage: [
    'join MEMBER GROUP TOPIC…              join member c1 to group billing for topic orders',
    'join MEMBER GROUP TOPIC… name=value   with settings, such as auto.offset.reset=earliest',
  ],
  notes: ['It owns what its group gives it, and reads when you say: poll c1.'],
  run: (context) => {
    const words = bare(context.args, ...fillers).flatMap((word) => word.split(',').filter((each) => each !== ''));
    const pairs = words.filter((word) => word.includes('='));
    const [memberId, group, ...topics] = words.filter((word) => !word.includes('='));
    if (memberId === undefined || group === undefined || topics.length === 0) {
      throw new WordError('Who, in which group, for which topic? Type: join c1 billing orders');
    }
    const unknown = topics.find((topic) => !context.session.cluster.controller.topics.has(topic));
    if (unknown !== undefined)
      throw new WordError(`There is no topic ${unknown}. Those there are: kafka-topics.sh --list`);
    const settings = Object.fromEntries(
      pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    );
    return tell(context.session.player.perform({ do: 'join', group, memberId, topics, settings }), context);
  },
  complete: ({ cluster }, words) => {
    const place = bare(words, ...fillers).length;
    if (place === 0) return ['c1'];
    return place === 1 ? [...cluster.groups.keys()] : [...cluster.controller.topics.keys()];
  },
};

/** `start broker 2`, `start member c1 …` */
export const start: Command = {
  name: 'start',
  summary: 'starts a broker that is down, or a consumer (as join does)',
  usage: ['start broker 2', 'start member c1 in group billing for topic orders'],
  run: (context) => {
    if (!isAboutBroker(context.args)) return join.run(context);
    return onBroker(context, 'start', (broker) => context.session.cluster.startBroker(broker));
  },
  complete: (session, words) =>
    aboutBroker(session.cluster.brokers.keys(), words) ?? join.complete?.(session, words) ?? [],
};

/** `crash broker 2`, `crash c1` */
export const crash: Command = {
  name: 'crash',
  summary: 'kills a broker or a consumer without a word; the others notice when its session times out',
  usage: ['crash broker 2', 'crash c1 [group]'],
  notes: ['A broker session takes 9 s, a member session 45 s: advance 50s'],
  run: (context) => {
    if (isAboutBroker(context.args))
      return onBroker(context, 'crash', (broker) => context.session.cluster.crashBroker(broker));
    return onMember(context, 'crash', ({ group, memberId }) =>
      context.session.player.perform({ do: 'crash', group, memberId }),
    );
  },
  complete: members,
};

/** `stall broker 2`, `stall c1` */
export const stall: Command = {
  name: 'stall',
  summary: "a broker's followers stop fetching, or a consumer stops polling while its heartbeats go on",
  usage: ['stall broker 2', 'stall c1 [group]'],
  notes: [
    'A consumer that does not poll for max.poll.interval.ms (5 min) leaves its group. Set going again with: wake c1',
  ],
  run: (context) => {
    if (isAboutBroker(context.args))
      return onBroker(context, 'stall', (broker) => context.session.cluster.stallBroker(broker));
    return onGroup(context, 'stall', (group, memberId) => group.stick(memberId));
  },
  complete: members,
};

/** `freeze c1` */
export const freeze: Command = {
  name: 'freeze',
  summary: 'a consumer stands still, heartbeats and all, and does not know it',
  usage: ['freeze c1 [group]'],
  notes: ['Set going again with: wake c1'],
  run: (context) => onGroup(context, 'freeze', (group, memberId) => group.freeze(memberId)),
  complete: members,
};

/** `wake broker 2`, `wake c1` */
export const wake: Command = {
  name: 'wake',
  summary: 'sets a stalled broker, or a stalled or frozen consumer, going again',
  usage: ['wake broker 2', 'wake c1 [group]'],
  run: (context) => {
    if (isAboutBroker(context.args))
      return onBroker(context, 'wake', (broker) => context.session.cluster.resumeBroker(broker));
    return onGroup(context, 'wake', (group, memberId) => group.wake(memberId));
  },
  complete: members,
};

/** `leave c1` */
export const leave: Command = {
  name: 'leave',
  summary: 'closes a consumer: it commits, if it does so by itself, and leaves its group',
  usage: ['leave c1 [group]'],
  run: (context) =>
    onMember(context, 'leave', ({ group, memberId }) =>
      context.session.player.perform({ do: 'leave', group, memberId }),
    ),
  complete: members,
};

/** `poll c1 3` */
export const poll: Command = {
  name: 'poll',
  summary: 'lets a consumer poll once, and prints what it gets',
  usage: ['poll c1', 'poll c1 3       three records at most'],
  run: (context) => {
    const words = bare(context.args, ...fillers, 'records', 'record');
    const counts = words.slice(1).filter((word) => /^\d+$/.test(word));
    const max = counts.length === 0 ? undefined : Number(counts[0]);
    if (max === 0) throw new WordError('A poll gives one record at least: poll c1 1');
    const args = words.filter((word) => !counts.includes(word));
    return onMember({ ...context, args }, 'poll', ({ group, memberId }) => {
      const outcome = context.session.player.perform({
        do: 'poll',
        group,
        memberId,
        ...(max !== undefined && { max }),
      });
      for (const record of outcome.records ?? []) context.out(formatRecord(record, pollFormat));
      if (outcome.records?.length === 0) context.out('nothing new\n');
      return outcome;
    });
  },
  complete: members,
};

const pollFormat = { 'print.partition': 'true', 'print.offset': 'true', 'print.key': 'true' };

/** `commit c1` */
export const commit: Command = {
  name: 'commit',
  summary: 'lets a consumer commit its positions',
  usage: ['commit c1 [group]'],
  run: (context) =>
    onMember(context, 'commit', ({ group, memberId }) =>
      context.session.player.perform({ do: 'commit', group, memberId }),
    ),
  complete: members,
};

interface Member {
  readonly group: string;
  readonly memberId: string;
}

function onMember(context: Context, verb: string, work: (member: Member) => Parameters<typeof tell>[0]): number {
  return tell(work(memberIn(context, verb)), context);
}

function onGroup(
  context: Context,
  verb: string,
  work: (group: ReturnType<Context['session']['cluster']['group']>, memberId: string) => void,
): number {
  const { player, cluster } = context.session;
  return onMember(context, verb, ({ group, memberId }) =>
    player.watch(() => {
      work(cluster.group(group), memberId);
      return undefined;
    }),
  );
}

/** The one consumer that a sentence such as `crash c1` names. Throws a WordError. */
function memberIn({ session, args }: Context, verb: string): Member {
  const [memberId, group] = bare(args, ...fillers);
  const running = session.player.consumers;
  const found = running.filter((each) => each.memberId === memberId && (group === undefined || each.group === group));
  if (found.length === 1) return found[0]!;
  const names = running.map((each) => `${each.memberId} (in ${each.group})`).join(', ');
  if (found.length > 1)
    throw new WordError(`Which ${memberId}? There are ${names}. Add the group: ${verb} ${memberId} ${found[0]!.group}`);
  if (running.length === 0) throw new WordError('No consumer runs. Start one: join c1 billing orders');
  const who =
    memberId === undefined
      ? 'Which consumer?'
      : `No consumer ${memberId} runs${group === undefined ? '' : ` in ${group}`}.`;
  throw new WordError(`${who} There are ${names}. Type: ${verb} ${running[0]!.memberId}`);
}

function members(session: Context['session'], words: readonly string[]): readonly string[] {
  const brokers = aboutBroker(session.cluster.brokers.keys(), words);
  const consumers = session.player.consumers.map(({ memberId }) => memberId);
  return words.length === 0 ? ['broker', ...consumers] : (brokers ?? []);
}

function aboutBroker(ids: Iterable<number>, words: readonly string[]): readonly string[] | undefined {
  return words.length === 1 && words[0] === 'broker' ? [...ids].map(String) : undefined;
}
