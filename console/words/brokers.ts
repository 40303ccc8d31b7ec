import type { Command } from '../command.ts';
import { join } from './members.ts';
import { brokerNames, brokersAndMembers, either, inGroup, isAboutBroker, onBroker, step } from './one-of.ts';

/** `stop broker 2` */
export const stop: Command = {
  name: 'stop',
  summary: 'shuts a broker down in order: it hands its leaderships over first',
  usage: ['stop broker 2'],
  notes: ['A broker that dies without a word: crash broker 2'],
  run: (context) =>
    onBroker(context, {
      typed: 'stop broker',
      work: (cluster, broker) => cluster.stopBroker(broker),
      quiet: 'is down.',
    }),
  complete: brokerNames,
};

/** `start broker 2`, `start member c1 …` */
export const start: Command = {
  name: 'start',
  summary: 'starts a broker that is down, or a consumer (as join does)',
  usage: ['start broker 2', 'start member c1 in group billing for topic orders'],
  run: (context) => {
    if (!isAboutBroker(context.args)) return join.run(context);
    return onBroker(context, {
      typed: 'start broker',
      work: (cluster, broker) => cluster.startBroker(broker),
      quiet: 'is up. Its followers fetch when time passes.',
    });
  },
  complete: brokerNames,
};

/** `lose disk 2` */
export const lose: Command = {
  name: 'lose',
  summary: "wipes a broker's disk; the broker goes down with it",
  usage: ['lose disk 2'],
  run: (context) =>
    onBroker(context, {
      typed: 'lose disk',
      work: (cluster, broker) => cluster.loseDisk(broker),
      quiet: 'is down, and its disk is empty.',
    }),
  complete: ({ cluster }, words) => (words.length === 0 ? ['disk'] : [...cluster.brokers.keys()].map(String)),
};

/** `crash broker 2`, `crash c1` */
export const crash: Command = {
  name: 'crash',
  summary: 'kills a broker or a consumer without a word; the others notice when its session times out',
  usage: ['crash broker 2', 'crash c1 [group]'],
  notes: ['The session of a broker takes 9 s, that of a consumer 45 s.'],
  run: either(
    {
      typed: 'crash broker',
      work: (cluster, broker) => cluster.crashBroker(broker),
      quiet: 'is dead, and nobody has noticed yet: advance 10s',
    },
    { typed: 'crash', work: step('crash'), quiet: 'is dead, and its group has not noticed yet: advance 50s' },
  ),
  complete: brokersAndMembers,
};

/** `stall broker 2`, `stall c1` */
export const stall: Command = {
  name: 'stall',
  summary: "a broker's followers stop fetching, or a consumer stops polling while its heartbeats go on",
  usage: ['stall broker 2', 'stall c1 [group]'],
  notes: ['A consumer that does not poll for max.poll.interval.ms (5 min) leaves its group. To set it going: wake c1'],
  run: either(
    {
      typed: 'stall broker',
      work: (cluster, broker) => cluster.stallBroker(broker),
      quiet: 'lives, but its followers fetch nothing from now on.',
    },
    {
      typed: 'stall',
      work: inGroup((group, memberId) => group.stick(memberId)),
      quiet: 'polls no more; its heartbeats go on.',
    },
  ),
  complete: brokersAndMembers,
};

/** `wake broker 2`, `wake c1` */
export const wake: Command = {
  name: 'wake',
  summary: 'sets a stalled broker, or a stalled or frozen consumer, going again',
  usage: ['wake broker 2', 'wake c1 [group]'],
  run: either(
    {
      typed: 'wake broker',
      work: (cluster, broker) => cluster.resumeBroker(broker),
      quiet: 'goes on; its followers fetch when time passes.',
    },
    { typed: 'wake', work: inGroup((group, memberId) => group.wake(memberId)), quiet: 'goes on when time passes.' },
  ),
  complete: brokersAndMembers,
};
