import type { Cluster, ConsumerGroup, StepOutcome } from '#kafka';
import type { Command, Context } from '../command.ts';
import type { Session } from '../session.ts';
import { tell } from './tell.ts';
import { bare, WordError } from './word-error.ts';

/** A word about a broker. */
export interface BrokerWord {
  /** How it begins, such as `stop broker`. */
  readonly typed: string;
  readonly work: (cluster: Cluster, broker: number) => void;
  /** What is true of the broker then; said where nothing else happens. */
  readonly quiet: string;
}

/** A word about a consumer. */
export interface MemberWord {
  /** How it begins, such as `leave`. */
  readonly typed: string;
  readonly work: (context: Context, member: Member) => StepOutcome;
  /** What is true of the consumer then; said where nothing else happens. */
  readonly quiet?: string;
}

/** A consumer that runs. */
export interface Member {
  readonly group: string;
  readonly memberId: string;
}

/** Words that only make a sentence of a name. */
export const fillers: readonly string[] = ['member', 'consumer', 'group', 'topic', 'topics'];

/** A word that is about a broker, or else about a consumer: `crash broker 2`, `crash c1`. */
export function either(broker: BrokerWord, member: MemberWord): Command['run'] {
  return (context) => (isAboutBroker(context.args) ? onBroker(context, broker) : onMember(context, member));
}

/** Whether a sentence is about a broker. */
export function isAboutBroker([first = '', ...rest]: readonly string[]): boolean {
  return first.toLowerCase() === 'broker' || (rest.length === 0 && /^b?\d+$/i.test(first));
}

/** Does something to the broker that the sentence names. Throws a WordError. */
export function onBroker(context: Context, { typed, work, quiet }: BrokerWord): number {
  const { player, cluster } = context.session;
  const broker = brokerIn(context, typed);
  const outcome = player.watch(() => {
    work(cluster, broker);
    return undefined;
  });
  return tell(outcome, context, `Broker ${broker} ${quiet}`);
}

function brokerIn({ session: { cluster }, args }: Context, typed: string): number {
  const [id, ...more] = bare(args, 'broker', 'disk');
  const number = Number(/^b?(\d+)$/i.exec(id ?? '')?.[1] ?? Number.NaN);
  if (more.length === 0 && cluster.brokers.has(number)) return number;
  throw new WordError(`Which broker? There are ${[...cluster.brokers.keys()].join(', ')}. Type: ${typed} 2`);
}

/** Does something to the consumer that the sentence names. Throws a WordError. */
export function onMember(context: Context, { typed, work, quiet }: MemberWord): number {
  const member = memberIn(context, typed);
  return tell(work(context, member), context, quiet && `${member.memberId} ${quiet}`);
}

/** What a step of a scenario does. */
export function step(verb: 'leave' | 'crash' | 'commit'): MemberWord['work'] {
  return ({ session }, member) => session.player.perform({ do: verb, ...member });
}

/** What the model of groups does. */
export function inGroup(work: (group: ConsumerGroup, memberId: string) => void): MemberWord['work'] {
  return ({ session: { player, cluster } }, { group, memberId }) =>
    player.watch(() => {
      work(cluster.group(group), memberId);
      return undefined;
    });
}

function memberIn({ session, args }: Context, typed: string): Member {
  const [memberId, group] = bare(args, ...fillers);
  const running = session.player.consumers;
  const found = running.filter((each) => each.memberId === memberId && (group === undefined || each.group === group));
  if (found.length === 1) return { group: found[0]!.group, memberId: found[0]!.memberId };
  if (running.length === 0) throw new WordError('No consumer runs. Start one: join c1 billing orders');
  const names = running.map((each) => `${each.memberId} (in ${each.group})`).join(', ');
  const first = found[0];
  if (first !== undefined) {
    throw new WordError(`Which ${memberId}? There are ${names}. Add the group: ${typed} ${memberId} ${first.group}`);
  }
  const who =
    memberId === undefined
      ? 'Which consumer?'
      : `No consumer ${memberId} runs${group === undefined ? '' : ` in ${group}`}.`;
  throw new WordError(`${who} There are ${names}. Type: ${typed} ${running[0]?.memberId}`);
}

/** Brokers, for completion. */
export function brokerNames(session: Session, words: readonly string[]): readonly string[] {
  if (words.length === 0) return ['broker'];
  return words.length === 1 && words[0] === 'broker' ? [...session.cluster.brokers.keys()].map(String) : [];
}

/** Brokers and the consumers that run, for completion. */
export function brokersAndMembers(session: Session, words: readonly string[]): readonly string[] {
  return [...brokerNames(session, words), ...memberNames(session, words)];
}

/** The consumers that run, for completion. */
export function memberNames({ player }: Session, words: readonly string[]): readonly string[] {
  return words.length === 0 ? player.consumers.map(({ memberId }) => memberId) : [];
}
