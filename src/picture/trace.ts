import type { Happening, Step, TraceEntry } from '#kafka';
import { type Canvas, finished, shown } from './canvas.ts';
import { sentence } from './layout.ts';

/** Tells one step of a scenario: what was done, what happened because of it, and Kafka's error if there was one. */
export function tellEntry({ step, error, happened, records }: TraceEntry, canvas: Canvas, number?: number): string[] {
  const lead = number === undefined ? '' : `${number}. `;
  const polled =
    records?.map(({ topic, partition, offset }) => `${topic}-${partition}@${offset}`).join(' ') || 'nothing';
  const told = [
    ...happened.map(tellHappening),
    ...(records === undefined ? [] : [`poll returned ${polled}`]),
    ...(error === undefined ? [] : [`${error.code}: ${error.message}`]),
  ];
  const lines = [
    ...sentence(lead + shown(tellStep(step), canvas), canvas, 4),
    ...told.flatMap((text) =>
      sentence(shown(text, canvas), { ...canvas, width: canvas.width - 4 }, 2).map((line) => `    ${line}`),
    ),
  ];
  return finished(lines, canvas);
}

/** A step in a line of words, such as `produce: topic orders, key a, value 1`. */
export function tellStep({ do: verb, ...what }: Step): string {
  const words = verb.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const details = Object.entries(what).map(([name, value]) => `${name} ${tellValue(value)}`);
  return details.length === 0 ? words : `${words}: ${details.join(', ')}`;
}

function tellValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(tellValue).join(' ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name}=${tellValue(each)}`)
    .join(' ');
}

/** One happening of a trace in a sentence. */
export function tellHappening(happening: Happening): string {
  switch (happening.type) {
    case 'appended':
      return `${happening.tp}@${happening.offset} appended by b${happening.broker}`;
    case 'acknowledged':
      return `${happening.tp}@${happening.offset} acknowledged to ${happening.producer}`;
    case 'waiting':
      return `${happening.tp}@${happening.offset} waits for the in-sync replicas before ${happening.producer} hears of it`;
    case 'refused':
      return `${happening.tp} refused ${happening.producer}: ${happening.code}`;
    case 'retried':
      return `${happening.producer} sent again to ${happening.tp}, attempt ${happening.attempt}`;
    case 'duplicate dropped':
      return `${happening.tp}@${happening.offset} was there already: the copy from ${happening.producer} was dropped`;
    case 'fetched':
      return `b${happening.broker} fetched ${happening.tp} from ${happening.from} up to ${happening.to}`;
    case 'truncated':
      return `b${happening.broker} truncated ${happening.tp} from ${happening.from} back to ${happening.to}`;
    case 'high watermark moved':
      return `${happening.tp} high watermark moved from ${happening.from} to ${happening.to}`;
    case 'isr changed':
      return `${happening.tp} ISR changed from ${brokers(happening.from)} to ${brokers(happening.to)}`;
    case 'leader changed':
      return tellLeader(happening);
    case 'expired':
      return `${happening.tp} retention deleted ${happening.offsets.join(' ')}`;
    case 'cleaned':
      return `${happening.tp} cleaner removed ${happening.offsets.join(' ')}`;
    case 'rebalanced':
      return `group ${happening.group} rebalanced, generation ${happening.generation}: ${tellAssignment(happening.assignment)}`;
    case 'member removed':
      return `group ${happening.group} removed ${happening.memberId}: ${happening.because}`;
    case 'committed':
      return `group ${happening.group} committed ${happening.offset} for ${happening.tp}`;
    case 'position reset':
      return `group ${happening.group}: ${happening.memberId} starts ${happening.tp} at ${happening.offset}`;
  }
}

function tellLeader({ tp, from, to, leaderEpoch, unclean }: Extract<Happening, { type: 'leader changed' }>): string {
  const name = (broker: number | null) => (broker === null ? 'nobody' : `b${broker}`);
  return `${tp} leader changed from ${name(from)} to ${name(to)}, epoch ${leaderEpoch}${unclean ? ', unclean' : ''}`;
}

function tellAssignment(assignment: Readonly<Record<string, readonly string[]>>): string {
  const members = Object.entries(assignment).map(
    ([memberId, partitions]) => `${memberId} ${partitions.join(' ') || 'idle'}`,
  );
  return members.join(', ') || 'no members';
}

function brokers(all: readonly number[]): string {
  return all.map((broker) => `b${broker}`).join(' ') || 'empty';
}
