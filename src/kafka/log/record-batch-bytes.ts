import type { ConsumerRecord } from '../record.ts';
import { crc32c } from './crc32c.ts';
import type { RecordBatch } from './record-batch.ts';

const magic = 2;
const transactionalBit = 1 << 4;
const deleteHorizonBit = 1 << 6;

/**
 * The bytes of an uncompressed batch of CreateTime records, as Kafka keeps them on disk and sends them (DefaultRecordBatch,
 * magic 2): a header of 61 bytes, then the records. The checksum covers what follows it.
 */
export function recordBatchBytes(batch: RecordBatch): Uint8Array {
  const checked = checkedBytes(batch);
  const bytes = new ByteList();
  bytes.int(8, batch.baseOffset);
  bytes.int(4, 4 + 1 + 4 + checked.length);
  bytes.int(4, batch.leaderEpoch);
  bytes.int(1, magic);
  bytes.int(4, crc32c(checked));
  return Uint8Array.from([...bytes.list, ...checked]);
}

function checkedBytes(batch: RecordBatch): readonly number[] {
  const { producer, deleteHorizonMs, records } = batch;
  const baseTimestamp = deleteHorizonMs ?? records[0]?.timestamp ?? -1;
  const bytes = new ByteList();
  bytes.int(
    2,
    (producer?.transactional ? transactionalBit : 0) | (deleteHorizonMs === undefined ? 0 : deleteHorizonBit),
  );
  bytes.int(4, batch.lastOffset - batch.baseOffset);
  bytes.int(8, baseTimestamp);
  bytes.int(8, batch.maxTimestamp);
  bytes.int(8, producer?.producerId ?? -1);
  bytes.int(2, producer?.producerEpoch ?? -1);
  bytes.int(4, producer?.baseSequence ?? -1);
  bytes.int(4, records.length);
  for (const record of records) {
    const body = recordBody(record, record.timestamp - baseTimestamp, record.offset - batch.baseOffset);
    bytes.varint(body.length);
    bytes.append(body);
  }
  return bytes.list;
}

function recordBody(record: ConsumerRecord, timestampDelta: number, offsetDelta: number): readonly number[] {
  const bytes = new ByteList();
  bytes.int(1, 0);
  bytes.varint(timestampDelta);
  bytes.varint(offsetDelta);
  bytes.field(record.key);
  bytes.field(record.value);
  bytes.varint(record.headers.length);
  for (const [name, value] of record.headers) {
    bytes.field(name);
    bytes.field(value);
  }
  return bytes.list;
}

/** Bytes in the order of the wire: whole numbers with the highest byte first, varints in zig-zag. */
class ByteList {
  readonly list: number[] = [];

  int(size: number, value: number): void {
    for (let place = size - 1; place >= 0; place--) this.list.push(Math.floor(value / 256 ** place) & 0xff);
  }

  varint(value: number): void {
    let rest = value < 0 ? -2 * value - 1 : 2 * value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.list.push((rest % 128) | 128);
    this.list.push(rest);
  }

  /** Text in UTF-8 behind its length; a length of -1 is null. */
  field(text: string | null): void {
    const bytes = text === null ? undefined : new TextEncoder().encode(text);
    this.varint(bytes?.length ?? -1);
    if (bytes !== undefined) this.append(bytes);
  }

  append(bytes: Iterable<number>): void {
    for (const byte of bytes) this.list.push(byte);
  }
}
