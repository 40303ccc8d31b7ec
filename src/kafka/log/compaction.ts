import type { ConsumerRecord, Offset } from '../record.ts';
import { LogSegment } from './log-segment.ts';
import type { ProducerState } from './producer-state.ts';
import {
  batchSize,
  latestTimestamp,
  markerBatchSize,
  type RecordBatch,
  recordBatchOverhead,
  varintSize,
} from './record-batch.ts';

/** What the cleaner needs to know besides the segments. */
interface Cleaning {
  /** Records from here on decide which older ones are outdated. */
  readonly firstDirtyOffset: Offset;
  /** Where the pass ends: the beginning of a segment. */
  readonly firstUncleanableOffset: Offset;
  readonly now: number;
  readonly deleteRetentionMs: number;
  readonly segmentBytes: number;
  readonly producers: ReadonlyMap<number, ProducerState>;
  readonly isAborted: (batch: RecordBatch) => boolean;
}

/**
 * One pass of the log cleaner (org.apache.kafka.storage.internals.log.Cleaner): of every key in the dirty part only the newest
 * record stays. Answers the whole list of segments; what is left keeps its offset, its timestamp and its place.
 */
export function compactSegments(segments: readonly LogSegment[], cleaning: Cleaning): LogSegment[] {
  const isInPass = ({ baseOffset }: LogSegment) => baseOffset < cleaning.firstUncleanableOffset;
  const pass = new CleanerPass(cleaning, newestOffsets(segments, cleaning));
  const cleaned = groupedBySize(segments.filter(isInPass), cleaning.segmentBytes).map((group) => {
    const left: RecordBatch[] = [];
    for (const { batches } of group) {
      for (const batch of batches) {
        const clean = pass.clean(batch);
        if (clean !== undefined) left.push(clean);
      }
    }
    return new LogSegment((group[0] as LogSegment).baseOffset, left);
  });
  return [...cleaned, ...segments.filter((segment) => !isInPass(segment))];
}

/** The offset map: where each key of the dirty part was last written, aborted transactions left out. */
function newestOffsets(segments: readonly LogSegment[], cleaning: Cleaning): ReadonlyMap<string, Offset> {
  const newest = new Map<string, Offset>();
  for (const { batches, baseOffset } of segments) {
    if (baseOffset >= cleaning.firstUncleanableOffset) break;
    for (const batch of batches) {
      if (batch.lastOffset < cleaning.firstDirtyOffset || cleaning.isAborted(batch)) continue;
      for (const { key, offset } of batch.records) {
        if (key !== null && offset >= cleaning.firstDirtyOffset) newest.set(key, offset);
      }
    }
  }
  return newest;
}

/** Neighbours that fit into one segment.bytes become one segment, lest cleaned logs consist of ever smaller files. */
function groupedBySize(segments: readonly LogSegment[], segmentBytes: number): readonly (readonly LogSegment[])[] {
  const groups: LogSegment[][] = [];
  let groupBytes = 0;
  for (const segment of segments) {
    groupBytes += segment.sizeInBytes;
    const group = groups.at(-1);
    if (group !== undefined && groupBytes <= segmentBytes) {
      group.push(segment);
    } else {
      groups.push([segment]);
      groupBytes = segment.sizeInBytes;
    }
  }
  return groups;
}

/** Goes through the batches of a log once, oldest first, and decides what is left of each (Cleaner, MemoryRecords.filterTo). */
class CleanerPass {
  readonly #cleaning: Cleaning;
  readonly #newest: ReadonlyMap<string, Offset>;
  /** Producers of whose current transaction at least one batch is still there. */
  readonly #transactionsWithData = new Set<number>();

  constructor(cleaning: Cleaning, newest: ReadonlyMap<string, Offset>) {
    this.#cleaning = cleaning;
    this.#newest = newest;
  }

  clean(batch: RecordBatch): RecordBatch | undefined {
    return batch.marker === undefined ? this.#cleanData(batch) : this.#cleanMarker(batch);
  }

  #cleanData(batch: RecordBatch): RecordBatch | undefined {
    if (batch.producer?.transactional) this.#transactionsWithData.add(batch.producer.producerId);
    const records = this.#cleaning.isAborted(batch) ? [] : this.#kept(batch);
    if (records.length === 0) return this.#husk(batch);
    const deleteHorizonMs = batch.deleteHorizonMs ?? this.#horizonIf(records.some(isTombstone));
    if (records.length === batch.records.length && deleteHorizonMs === batch.deleteHorizonMs) return batch;
    const baseTimestamp = deleteHorizonMs ?? (records[0] as ConsumerRecord).timestamp;
    const sizeInBytes = batchSize(batch.baseOffset, baseTimestamp, records);
    return { ...batch, records, deleteHorizonMs, sizeInBytes, maxTimestamp: latestTimestamp(records) };
  }

  /** A tombstone outlives its first pass, which sets its horizon, so that readers who were away learn of the deletion. */
  #kept(batch: RecordBatch): readonly ConsumerRecord[] {
    const keepsTombstones = !this.#isPastHorizon(batch);
    return batch.records.filter(({ key, value, offset }) => {
      const isNewest = key !== null && offset >= (this.#newest.get(key) ?? 0);
      return isNewest && (value !== null || keepsTombstones);
    });
  }

  /** A marker is needed as long as data of its transaction is there; then it goes as a tombstone does. */
  #cleanMarker(batch: RecordBatch): RecordBatch | undefined {
    const { producer, marker, maxTimestamp } = batch;
    if (producer !== undefined && this.#transactionsWithData.delete(producer.producerId)) return batch;
    if (marker === 'EMPTIED' || (batch.deleteHorizonMs !== undefined && this.#isPastHorizon(batch)))
      return this.#husk(batch);
    if (batch.deleteHorizonMs !== undefined) return batch;
    const deleteHorizonMs = this.#horizonIf(true) as number;
    const sizeInBytes = markerBatchSize - 1 + varintSize(maxTimestamp - deleteHorizonMs);
    return { ...batch, deleteHorizonMs, sizeInBytes };
  }

  #horizonIf(isNeeded: boolean): number | undefined {
    return isNeeded ? this.#cleaning.now + this.#cleaning.deleteRetentionMs : undefined;
  }

  #isPastHorizon({ deleteHorizonMs }: RecordBatch): boolean {
    return deleteHorizonMs !== undefined && this.#cleaning.now >= deleteHorizonMs;
  }

  /** What must stay of a batch without records: the end of the cleaned part, or a producer's last sequence number or epoch. */
  #husk(batch: RecordBatch): RecordBatch | undefined {
    const isEndOfPass = batch.lastOffset + 1 === this.#cleaning.firstUncleanableOffset;
    if (!isEndOfPass && !this.#isLastOfProducer(batch)) return undefined;
    const { deleteHorizonMs: _, ...rest } = batch;
    return {
      ...rest,
      records: [],
      sizeInBytes: recordBatchOverhead,
      ...(batch.marker === undefined ? {} : { marker: 'EMPTIED' as const }),
    };
  }

  #isLastOfProducer({ producer, marker, lastOffset }: RecordBatch): boolean {
    const state = producer === undefined ? undefined : this.#cleaning.producers.get(producer.producerId);
    if (state === undefined) return false;
    if (state.lastDataOffset >= 0) return state.lastDataOffset === lastOffset;
    return marker !== undefined && state.producerEpoch === producer?.producerEpoch;
  }
}

function isTombstone({ value }: ConsumerRecord): boolean {
  return value === null;
}
