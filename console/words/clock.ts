import type { Command, Context } from '../command.ts';
import { tell } from './tell.ts';
import { WordError } from './word-error.ts';

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  second: 1000,
  sec: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  w: 7 * 86_400_000,
};

/** The longest that may pass at once: heartbeats are counted one by one. */
export const LONGEST_MS = 31 * 86_400_000;

/** `advance 10s` */
export const advance: Command = {
  name: 'advance',
  summary: 'lets time pass: sessions time out, followers keep up, groups rebalance',
  usage: ['advance 500ms', 'advance 10s', 'advance 5m', 'advance 7d'],
  notes: ['Retention and the cleaner do not run by themselves: retention, clean.'],
  run: (context) => {
    const ms = lengthOf(context.args);
    return tell(context.session.player.perform({ do: 'advance', ms }), context, 'Nothing happened.');
  },
};

/** A span such as `10s`, `5 minutes` or `1h30m` in milliseconds. Throws a WordError. */
function lengthOf(words: readonly string[]): number {
  const text = words.filter((word) => !/^(?:the|clock|by|for|time)$/i.test(word)).join('');
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([a-z]*)/gi)];
  const ms = parts.reduce((sum, [, number, unit]) => sum + Number(number) * unitOf(unit ?? ''), 0);
  const isWhole = parts.map(([part]) => part).join('') === text && parts.length > 0;
  if (isWhole && Number.isInteger(ms) && ms <= LONGEST_MS) return ms;
  throw new WordError('How long? A number and ms, s, m, h or d, 31 days at most: advance 10s');
}

function unitOf(unit: string): number {
  return units[unit.toLowerCase()] ?? units[unit.toLowerCase().replace(/s$/, '')] ?? Number.NaN;
}

/** `retention` */
export const retention: Command = {
  name: 'retention',
  summary: 'the retention check, which brokers make every five minutes: expired segments go',
  usage: ['retention'],
  notes: ['The active segment goes too, if all its records are older than retention.ms.'],
  run: (context) => inBackground('retain', context, 'Nothing was old or large enough to be deleted.'),
};

/** `clean` */
export const clean: Command = {
  name: 'clean',
  summary: 'the log cleaner: compacted topics keep at least the newest record of each key',
  usage: ['clean'],
  notes: [
    'The active segment is never cleaned; a log is cleaned when enough of it is dirty (min.cleanable.dirty.ratio).',
  ],
  run: (context) => inBackground('clean', context, 'No log was dirty enough to be cleaned.'),
};

function inBackground(work: 'retain' | 'clean', context: Context, nothing: string): number {
  const outcome = context.session.player.perform({ do: work });
  if (outcome.happened.length === 0) context.out(`${nothing}\n`);
  return tell(outcome, context);
}
