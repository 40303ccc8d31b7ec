import type { Offset, TopicPartition } from '#kafka';
import { type Canvas, finished, padded, shortened, shown, widthOf } from './canvas.ts';
import { flow, pointers } from './layout.ts';

/** A record as it stands in a timeline. */
export interface TimelineRecord extends TopicPartition {
  readonly offset: Offset;
  /** A short name; `orders-0@3` if absent. */
  readonly label?: string | undefined;
}

/** What was observed, against the logs it is said to come from; the logs alone where nothing is said of that. */
export interface OrderTimeline {
  readonly logs: readonly (readonly TimelineRecord[])[];
  readonly observed?: readonly TimelineRecord[];
  /** Carets under observed records, by their place in `observed`, each with its reason. */
  readonly marks?: readonly { readonly at: number; readonly text: string }[];
}

/** Draws each log as a lane in its own order, the observed sequence below, and a caret with the reason where it breaks. */
export function drawOrderTimeline({ logs, observed, marks = [] }: OrderTimeline, canvas: Canvas): string[] {
  const lanes = logs.flatMap((log) => {
    const [first] = log;
    return first ? [{ name: `${shown(first.topic, canvas)}-${first.partition}`, log }] : [];
  });
  const names = [...lanes.map(({ name }) => name), ...(observed === undefined ? [] : ['observed'])];
  const indent = Math.min(Math.max(0, ...names.map(widthOf)), 24) + 2;
  const named = (name: string) => padded(shortened(name, indent - 2, canvas), indent);
  const drawn = lanes.flatMap(({ name, log }) => {
    const steps = log.map((record, index) => `${index === 0 ? '├' : ''}─ ${labelOf(record, canvas)}`);
    return flow([`${named(name)}${steps[0] ?? ''}`, ...steps.slice(1), '─▶'], canvas, indent);
  });
  const seen = observed === undefined ? [] : drawObserved(observed, marks, named('observed'), canvas);
  return finished([...drawn, ...seen], canvas);
}

function drawObserved(
  observed: readonly TimelineRecord[],
  marks: readonly { readonly at: number; readonly text: string }[],
  lead: string,
  canvas: Canvas,
): string[] {
  const lines: string[] = [];
  let line = lead;
  let carets: { column: number; text: string }[] = [];
  const finish = () => {
    lines.push(line, ...pointers(carets, canvas));
    line = ' '.repeat(lead.length);
    carets = [];
  };
  observed.forEach((record, at) => {
    const label = labelOf(record, canvas);
    if (widthOf(line) + widthOf(label) > canvas.width && line.trim() !== '') finish();
    for (const { text } of marks.filter((mark) => mark.at === at)) carets.push({ column: widthOf(line), text });
    line += `${label}   `;
  });
  if (observed.length === 0) line += 'nothing';
  finish();
  return lines;
}

function labelOf({ topic, partition, offset, label }: TimelineRecord, canvas: Canvas): string {
  return shown(label ?? `${topic}-${partition}@${offset}`, canvas);
}
