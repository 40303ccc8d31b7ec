import { type Canvas, finished, marks, numeral, quoted, shown } from './canvas.ts';
import { flow } from './layout.ts';

/** A key's way to its partition, step by step, as the default partitioner of Kafka's producer goes it. */
export interface KeyJourney {
  readonly topic: string;
  readonly key: string;
  readonly keyBytes: Iterable<number>;
  /** The signed 32-bit hash of the bytes. */
  readonly hash: number;
  /** The hash with its sign bit cleared. */
  readonly positive: number;
  readonly partitionCount: number;
  readonly partition: number;
}

const MOST_BYTES = 24;

/** Draws `'user2' ─ utf8 75 73 … ─ murmur2 −681250719 ─ & 0x7fffffff 1466232929 ─ mod 3 ─▶ orders-2`. */
export function drawKeyJourney(journey: KeyJourney, canvas: Canvas): string[] {
  const { topic, key, hash, positive, partitionCount, partition } = journey;
  const steps = [
    quoted(key, canvas),
    `─ utf8 ${bytes([...journey.keyBytes], canvas)}`,
    `─ murmur2 ${numeral(hash)}`,
    `─ & 0x7fffffff ${numeral(positive)}`,
    `─ mod ${partitionCount}`,
    `─▶ ${shown(topic, canvas)}-${numeral(partition)}`,
  ];
  return finished(flow(steps, canvas, 2), canvas);
}

function bytes(all: readonly number[], canvas: Canvas): string {
  if (all.length === 0) return '(no bytes)';
  const most = Math.min(MOST_BYTES, Math.max(1, Math.floor((canvas.width - 30) / 3)));
  const hex = all.slice(0, most).map((byte) => byte.toString(16).padStart(2, '0'));
  return all.length <= most ? hex.join(' ') : `${hex.join(' ')} ${marks(canvas).ellipsis} (${all.length} bytes)`;
}
