import { type Header, PartitionLog, recordBatchBytes, recordSize } from '#kafka';
import { agree, passed, type Verdict } from '../verdict.ts';

interface Vector {
  readonly baseOffset: number;
  readonly leaderEpoch: number;
  readonly pid: number;
  readonly epoch: number;
  readonly seq: number;
  readonly txn: boolean;
  readonly records: readonly {
    readonly ts: number;
    readonly key: string | null;
    readonly value: string | null;
    readonly headers: readonly Header[];
  }[];
  readonly sizeInBytes: number;
  readonly recordSizes: readonly number[];
  readonly hex: string;
}

/** Judges the size and the bytes of a batch that a log was given; its checksum is among them. */
export default function judge({ pid, epoch, seq, txn, ...vector }: Vector): Verdict {
  const log = new PartitionLog({ topic: 't', partition: 0 });
  log.truncateFullyAndStartAt(vector.baseOffset);
  const producer = { producerId: pid, producerEpoch: epoch, baseSequence: seq, transactional: txn };
  log.append(
    vector.records.map(({ ts: timestamp, key, value, headers }) => ({ timestamp, key, value, headers })),
    {
      now: Math.max(...vector.records.map(({ ts }) => ts)),
      leaderEpoch: vector.leaderEpoch,
      producer: pid < 0 ? undefined : producer,
    },
  );
  const batch = log.readBatches(vector.baseOffset)[0]!;
  const sizes = batch.records.map((record, i) => recordSize(record, i, record.timestamp - batch.records[0]!.timestamp));
  agree('sizes of the records', sizes, vector.recordSizes);
  agree('size of the batch', batch.sizeInBytes, vector.sizeInBytes);
  agree('bytes', Buffer.from(recordBatchBytes(batch)).toString('hex'), vector.hex);
  return passed;
}
