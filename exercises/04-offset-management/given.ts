/** A record as a consumer is given it. Here only its place matters, so key, value and the rest are left out. */
export interface ConsumerRecord {
  offset: number;
}

/** A partition's log as a consumer sees it. There may be holes: offsets between start and end that have no record. */
export interface PartitionLog {
  /** The lowest offset that is still there. */
  logStartOffset: number;
  /** The offset that the next record to be written will get. */
  logEndOffset: number;
  /** In the order of their offsets. */
  records: ConsumerRecord[];
}

/** What a run of a consumer did: each offset it processed, in order; the records never processed; those processed twice. */
export interface Outcome {
  processed: number[];
  lost: number[];
  repeated: number[];
}

/** Sums up a run: given the log and the offsets processed, in order, it finds what was lost and what was repeated. */
export function outcome(log: PartitionLog, processed: number[]): Outcome {
  const offsets = log.records.map(({ offset }) => offset);
  const times = (offset: number) => processed.filter((one) => one === offset).length;
  return {
    processed,
    lost: offsets.filter((offset) => times(offset) === 0),
    repeated: offsets.filter((offset) => times(offset) > 1),
  };
}
