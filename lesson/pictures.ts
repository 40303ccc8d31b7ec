import {
  type Assignor,
  type CommitPolicy,
  type ConsumerRecord,
  cooperativeStickyAssignor,
  isPossibleDelivery,
  keyBytes,
  murmur2,
  partitionForKey,
  rangeAssignor,
  toPositive,
} from '#kafka';
import {
  beside,
  drawAssignment,
  drawCrash,
  drawKeyJourney,
  drawLanes,
  drawOffsetRuler,
  drawOrderTimeline,
  drawPartition,
  type Titled,
} from '#picture';
import { drawArchitecture } from './architecture.ts';
import * as scenes from './scenes.ts';

/** No picture in the lesson is wider. */
export const pictureWidth = 60;

const canvas = { width: pictureWidth, unicode: true };
const { partitionCount } = scenes;

/** The lesson's pictures, by the name that stands before each in the lesson: lines drawn from what the model does. */
export const pictures: Readonly<Record<string, () => string[]>> = {
  'keyed-lanes': () => drawLanes({ partitionCount, records: scenes.sixOrders().map(labelled) }, canvas),

  'keyless-lanes': () => {
    const records = scenes.twelveWithoutKey().map((partition, index) => ({ partition, label: `${index + 1}` }));
    return drawLanes({ partitionCount, records }, canvas);
  },

  'key-journey': () => {
    const key = 'user2';
    const bytes = keyBytes(key);
    const hash = murmur2(bytes);
    const partition = partitionForKey(key, partitionCount);
    const journey = {
      topic: 'orders',
      key,
      keyBytes: bytes,
      hash,
      positive: toPositive(hash),
      partitionCount,
      partition,
    };
    return drawKeyJourney(journey, canvas);
  },

  'replica-behind': () => drawOrders(0),

  'replica-dropped': () => drawOrders(60_000),

  'offset-ruler': () => drawOffsetRuler(scenes.standing(), canvas),

  'crash-after': () => drawCrashWhenCommitting('after'),

  'crash-before': () => drawCrashWhenCommitting('before'),

  'group-idle': () => {
    const partitionCounts = { orders: partitionCount };
    const after = rangeAssignor({ partitionCounts, members: scenes.membersOf(4) });
    return drawAssignment({ partitionCounts, after }, canvas);
  },

  'group-leaving': () =>
    beside([drawLeaving('range', rangeAssignor), drawLeaving('cooperative-sticky', cooperativeStickyAssignor)], canvas),

  architecture: () => drawArchitecture(scenes.twoGroups(), 'orders', ['shop', 'app']),

  record: () => {
    const record = scenes.oneRecord();
    const fields = ['topic', 'partition', 'offset', 'timestamp', 'timestampType', 'key', 'value', 'headers'] as const;
    return columns(fields.map((field) => [field, shownField(record[field])]));
  },

  retention: () => {
    const { log, segments } = scenes.expiring();
    const rows = segments.map(({ baseOffset, batches }, index) => [
      `segment ${baseOffset}`,
      index === segments.length - 1 ? 'active' : 'closed',
      ...batches.map(({ lastOffset, maxTimestamp }) => `${lastOffset}: day ${maxTimestamp / scenes.dayMs}`),
      baseOffset < log.logStartOffset ? 'deleted' : 'kept',
    ]);
    return columns(rows);
  },

  compaction: () => {
    const { before, after } = scenes.compacting();
    const blocks = [
      { title: 'before', lines: tableOf(before) },
      { title: 'after', lines: tableOf(after) },
    ];
    return beside(blocks, canvas);
  },

  'impossible-order': () => {
    const logs = scenes.lanesOfSix().map((records) => records.map(labelled));
    const all = scenes.sixOrders().map(labelled);
    const observed = [1, 2, 3, 0, 4].flatMap((place) => all[place] ?? []);
    const lanes = logs.map((records, partition) => ({ topic: 'orders', partition, records }));
    const verdict = isPossibleDelivery(lanes, observed);
    const marks = verdict.possible ? [] : [{ at: verdict.at, text: 'the record before it comes later' }];
    return drawOrderTimeline({ logs, observed, marks }, canvas);
  },
};

function labelled({ topic, partition, offset, key }: scenes.Sent) {
  return { topic, partition, offset, label: `${key}@${offset}` };
}

function drawOrders(ms: number): string[] {
  const { snapshot, orders } = scenes.fallingBehind(ms);
  return drawPartition(orders, snapshot, canvas);
}

function drawCrashWhenCommitting(commit: CommitPolicy): string[] {
  return drawCrash(scenes.crashing(commit), canvas);
}

/** What an assignor makes of a group of three whose first member leaves. */
function drawLeaving(title: string, assignor: Assignor): Titled {
  const partitionCounts = { orders: 6 };
  const { members: all, leaver } = scenes.leaving();
  const before = rangeAssignor({ partitionCounts, members: all });
  const members = all
    .filter(({ memberId }) => memberId !== leaver)
    .map((member) => ({ ...member, owned: before[member.memberId], generation: 1 }));
  const fewestMoves = before[leaver]?.length;
  const after = assignor({ partitionCounts, members });
  return { title, lines: drawAssignment({ partitionCounts, before, after, fewestMoves }, { ...canvas, width: 28 }) };
}

function tableOf(records: readonly ConsumerRecord[]): string[] {
  return columns(records.map(({ offset, key, value }) => [`${offset}`, key ?? 'null', value ?? 'null']));
}

function shownField(field: unknown): string {
  return typeof field === 'object' ? JSON.stringify(field) : String(field);
}

/** Rows of texts, each column as wide as its widest text. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) => row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('   ');
  return rows.map((row) => line(row).trimEnd());
}
