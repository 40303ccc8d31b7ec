import { defaultStage, type Step } from '#kafka';
import { isAcknowledgedOnEveryReplica, isAcknowledgedOnTheIsr, isOnePerKey, takesOverWhereLeft } from './predicates.ts';
import { join, poll, type Witnessed } from './story.ts';

/** A claim of part D; its story is the shortest known that makes it false, and has no steps where none can. */
export interface Refutable extends Witnessed {
  /** What whoever takes a false claim for true seems to believe. */
  readonly misconception?: string;
}

function shortest(steps: readonly Step[], points: string): Witnessed['stories'] {
  return [{ stage: defaultStage, steps, points }];
}

/** The claims of part D. */
export const refutables: readonly Refutable[] = [
  {
    id: 'every-replica',
    misconception: 'M1-04',
    sentence: 'When a record is acknowledged to a producer with acks=all, every replica has it.',
    stories: shortest(
      [
        { do: 'brokerDown', broker: 3 },
        { do: 'produce', tp: 'orders-0', value: 'a' },
      ],
      'A replica that is down is not in the ISR, and nobody waits for it.',
    ),
    holds: isAcknowledgedOnEveryReplica,
  },
  {
    id: 'one-per-key',
    misconception: 'M1-15',
    sentence: 'When the cleaner has run, the compacted topic profiles has one record for each key.',
    stories: shortest(
      [
        { do: 'produce', tp: 'profiles-0', key: 'user1', value: 'Alice' },
        { do: 'produce', tp: 'profiles-0', key: 'user1', value: 'Alice Smith' },
        { do: 'clean' },
      ],
      'The cleaner leaves the active segment alone.',
    ),
    holds: isOnePerKey,
  },
  {
    id: 'goes-on',
    misconception: 'M3-10',
    sentence: 'A member that takes a partition over begins where the member before it had stopped reading.',
    stories: shortest(
      [
        { do: 'produce', tp: 'orders-2', value: 'a' },
        { ...join('c1'), settings: { 'enable.auto.commit': false } },
        poll('c1'),
        join('c2'),
        poll('c2'),
      ],
      'What a member has read and not committed is read again by the next owner.',
    ),
    holds: takesOverWhereLeft,
  },
  {
    id: 'in-sync',
    sentence: 'When a record is acknowledged to a producer with acks=all, every replica of the ISR has it.',
    stories: shortest([], 'That is what acks=all means: nothing you do can refute it.'),
    holds: isAcknowledgedOnTheIsr,
  },
];
