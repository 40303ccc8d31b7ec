import type { Command, Context } from '../command.ts';
import { tell } from './tell.ts';
import { bare, WordError } from './word-error.ts';

/** The broker that a sentence such as `stop broker 2` names. Throws a WordError. */
export function brokerIn(words: readonly string[], { session, args }: Context, verb: string): number {
  const [id, ...more] = bare(words, 'broker', 'disk');
  const number = Number(/^b?(\d+)$/i.exec(id ?? '')?.[1] ?? Number.NaN);
  if (more.length === 0 && session.cluster.brokers.has(number)) return number;
  const brokers = [...session.cluster.brokers.keys()].join(', ');
  throw new WordError(
    `Which broker? There are ${brokers}. Type: ${verb} broker 2${args.length === 0 ? '' : ` (not "${args.join(' ')}")`}`,
  );
}

/** Whether a sentence is about a broker. */
export function isAboutBroker([first = '', ...rest]: readonly string[]): boolean {
  return first.toLowerCase() === 'broker' || (rest.length === 0 && /^b?\d+$/i.test(first));
}

/** Words about a broker: its verb, and what it does to the cluster. */
export function onBroker(context: Context, verb: string, work: (broker: number) => void): number {
  const broker = brokerIn(context.args, context, verb);
  return tell(
    context.session.player.watch(() => {
      work(broker);
      return undefined;
    }),
    context,
  );
}

const brokers: Command['complete'] = ({ cluster }, words) =>
  words.length === 0 ? ['broker'] : words.length === 1 ? [...cluster.brokers.keys()].map(String) : [];

/** `stop broker 2` */
export const stop: Command = {
  name: 'stop',
  summary: 'shuts a broker down in order: it hands its leaderships over first',
  usage: ['stop broker 2'],
  notes: ['A broker that dies without a word: crash broker 2.'],
  run: (context) => onBroker(context, 'stop', (broker) => context.session.cluster.stopBroker(broker)),
  complete: brokers,
};

/** `lose disk 2` */
export const lose: Command = {
  name: 'lose',
  summary: "wipes a broker's disk; the broker goes down with it",
  usage: ['lose disk 2'],
  run: (context) => onBroker(context, 'lose', (broker) => context.session.cluster.loseDisk(broker)),
  complete: ({ cluster }, words) => (words.length === 0 ? ['disk'] : [...cluster.brokers.keys()].map(String)),
};
