import { type Canvas, finished, numeral, padded, shortened, shown, widthOf } from './canvas.ts';
import { beside, pointers } from './layout.ts';

/** A record and the partition it went to, in the order in which records were sent. */
export interface SentRecord {
  readonly partition: number;
  /** What stands in the lane, such as the key and a number: `a1`. */
  readonly label: string;
}

/** Records as they were sent to the partitions of one topic. */
export interface Lanes {
  readonly partitionCount: number;
  readonly records: readonly SentRecord[];
}

/** A record to put a caret under. */
export interface LaneMark {
  /** The record's place in `records`. */
  readonly record: number;
  readonly text: string;
}

/** Draws one lane for each partition; time goes to the right, and each record has a column of its own. */
export function drawLanes(lanes: Lanes, canvas: Canvas, mark?: LaneMark): string[] {
  const names = laneNames(lanes);
  const nameWidth = Math.max(...[...names.values()].map(widthOf));
  const room = Math.max(8, canvas.width - nameWidth - 6);
  const labels = lanes.records.map(({ label }) => shortened(shown(label, canvas), Math.max(1, room - 3), canvas));
  const gap = [3, 2].find((each) => pages(labels, room, each).length === 1) ?? 3;
  const lines = pages(labels, room, gap).flatMap(([from, to], page) => {
    const lanesOfPage = [...names].map(([partition, name]) => {
      const cells = labels.slice(from, to).map((label, index) => {
        const isHere = lanes.records[from + index]?.partition === partition;
        return (isHere ? label : '─'.repeat(widthOf(label))) + '─'.repeat(gap);
      });
      const note = isPartition(partition, lanes.partitionCount) ? '' : ' no such partition';
      return `${padded(name, nameWidth)} ├──${cells.join('') || '─'}┤${note}`;
    });
    const drawn = page === 0 ? lanesOfPage : ['', ...lanesOfPage];
    if (!mark || mark.record < from || mark.record >= to) return drawn;
    const before = labels.slice(from, mark.record).reduce((sum, label) => sum + widthOf(label) + gap, 0);
    return [...drawn, ...pointers([{ column: nameWidth + 4 + before, text: mark.text }], canvas)];
  });
  return finished(lines, canvas);
}

/** Draws two outcomes of the same sends and puts a caret under the first record that went elsewhere. */
export function compareLanes(yours: Lanes, kafkas: Lanes, canvas: Canvas, titles = ['yours', 'Kafka']): string[] {
  const { records } = kafkas;
  const differs = yours.records.findIndex(({ partition }, index) => !Object.is(partition, records[index]?.partition));
  const mark = differs < 0 ? undefined : { record: differs, text: 'here' };
  const [left = '', right = ''] = titles;
  const blocks = [
    { title: left, lines: drawLanes(yours, canvas, mark) },
    { title: right, lines: drawLanes(kafkas, canvas) },
  ];
  return beside(blocks, canvas);
}

/** The lanes to draw: the topic's own partitions, then whatever else a record claims to have gone to. */
function laneNames({ partitionCount, records }: Lanes): Map<number, string> {
  const own = Array.from({ length: partitionCount }, (_, partition) => partition);
  const others = records.map(({ partition }) => partition).filter((each) => !isPartition(each, partitionCount));
  return new Map([...own, ...others].map((partition) => [partition, `p${numeral(partition)}`]));
}

function isPartition(value: number, partitionCount: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < partitionCount;
}

/** Splits labels, with a gap after each, into runs that fit side by side in `room` columns: [from, to) of each run. */
function pages(labels: readonly string[], room: number, gap: number): [from: number, to: number][] {
  const runs: [number, number][] = [[0, 0]];
  let used = 0;
  labels.forEach((label, index) => {
    const size = widthOf(label) + gap;
    if (used + size > room && used > 0) {
      runs.push([index, index]);
      used = 0;
    }
    used += size;
    const last = runs.at(-1);
    if (last) last[1] = index + 1;
  });
  return runs;
}
