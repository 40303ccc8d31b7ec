import { type Canvas, finished, padded, shown, widthOf } from './canvas.ts';
import { flow } from './layout.ts';

/** Where each key of a topic goes. */
export interface KeysByPartition {
  readonly partitionCount: number;
  readonly keys: readonly { readonly key: string; readonly partition: number }[];
}

/** Draws, for each partition, a bar of as many squares as it has keys, and the keys. */
export function drawKeysByPartition({ partitionCount, keys }: KeysByPartition, canvas: Canvas): string[] {
  const lanes = Array.from({ length: partitionCount }, (_, partition) => ({
    name: `p${partition}`,
    keys: keys.filter((each) => each.partition === partition).map(({ key }) => shown(key, canvas)),
  }));
  const nameWidth = Math.max(0, ...lanes.map(({ name }) => widthOf(name)));
  const most = Math.max(1, ...lanes.map((lane) => lane.keys.length));
  const barWidth = Math.min(most, Math.floor(canvas.width / 3));
  const lines = lanes.flatMap((lane) => {
    const squares = Math.ceil((lane.keys.length / most) * barWidth);
    const lead = `${padded(lane.name, nameWidth)} ${padded('■'.repeat(squares), barWidth)} ${String(lane.keys.length).padStart(String(most).length)} `;
    return flow([lead, ...lane.keys], canvas, lead.length + 1);
  });
  return finished(lines, canvas);
}
