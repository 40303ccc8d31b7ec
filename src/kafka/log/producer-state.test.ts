import { describe, expect, test } from 'vitest';
import { PartitionLog } from './partition-log.ts';

const producerId = 7;
const newLog = () => new PartitionLog({ topic: 't', partition: 0 });

function send(log: PartitionLog, baseSequence: number, count = 1, producerEpoch = 0, transactional = false) {
  const records = Array.from({ length: count }, (_, i) => ({ key: null, value: `#${baseSequence + i}` }));
  return log.append(records, { now: 0, producer: { producerId, producerEpoch, baseSequence, transactional } });
}

const error = (code: string) => expect.objectContaining({ code });

describe('a retry', () => {
  test('of one of the last five batches gets its old offsets, and nothing is written', () => {
    const log = newLog();
    for (let sequence = 0; sequence < 5; sequence++) send(log, sequence);
    expect(send(log, 0)).toEqual({ baseOffset: 0, lastOffset: 0, duplicate: true });
    expect(log.logEndOffset).toBe(5);
  });

  test('of an older batch is out of order', () => {
    const log = newLog();
    for (let sequence = 0; sequence < 6; sequence++) send(log, sequence);
    expect(() => send(log, 0)).toThrow(error('OUT_OF_ORDER_SEQUENCE_NUMBER'));
  });

  test('that overlaps a batch in part is out of order', () => {
    const log = newLog();
    send(log, 0, 3);
    expect(() => send(log, 1, 2)).toThrow('Producer 7 sent sequence number 1 in epoch 0 where 3 comes next.');
  });
});

test('a gap is out of order, and leaves the log as it was', () => {
  const log = newLog();
  send(log, 0);
  expect(() => send(log, 2)).toThrow(error('OUT_OF_ORDER_SEQUENCE_NUMBER'));
  expect(log.logEndOffset).toBe(1);
  expect(send(log, 1)).toEqual({ baseOffset: 1, lastOffset: 1 });
});

test('a producer of which nothing is known may start anywhere', () => {
  expect(send(newLog(), 4_711)).toEqual({ baseOffset: 0, lastOffset: 0 });
});

test('sequence numbers go on at 0 after 2147483647', () => {
  const log = newLog();
  send(log, 2_147_483_646, 2);
  expect(send(log, 0)).toEqual({ baseOffset: 2, lastOffset: 2 });
});

test('a newer epoch starts at 0, and fences the older one', () => {
  const log = newLog();
  send(log, 0);
  expect(() => send(log, 1, 1, 1)).toThrow(error('OUT_OF_ORDER_SEQUENCE_NUMBER'));
  send(log, 0, 1, 1);
  expect(() => send(log, 1, 1, 0)).toThrow(error('INVALID_PRODUCER_EPOCH'));
});

test('a producer may only write within its open transaction', () => {
  const log = newLog();
  send(log, 0, 1, 0, true);
  expect(() => send(log, 1, 1, 0, false)).toThrow(error('INVALID_TXN_STATE'));
  expect(log.producers.get(producerId)).toMatchObject({ lastSequence: 0, transactionStart: 0 });
});

describe('a marker', () => {
  const end = { producerId, type: 'COMMIT', now: 0 } as const;

  test('brings the next epoch, in which sequence numbers start at 0 (KIP-890)', () => {
    const log = newLog();
    send(log, 0, 3, 0, true);
    expect(() => log.appendMarker({ ...end, producerEpoch: 0 })).toThrow(error('INVALID_PRODUCER_EPOCH'));
    log.appendMarker({ ...end, producerEpoch: 1 });
    expect(() => send(log, 3, 1, 1)).toThrow(error('OUT_OF_ORDER_SEQUENCE_NUMBER'));
    expect(send(log, 0, 1, 1)).toEqual({ baseOffset: 4, lastOffset: 4 });
  });

  test('of transaction version 1 keeps epoch and sequence', () => {
    const log = newLog();
    send(log, 0, 3, 0, true);
    log.appendMarker({ ...end, producerEpoch: 0, transactionVersion: 1 });
    expect(send(log, 3, 1, 0, true)).toEqual({ baseOffset: 4, lastOffset: 4 });
  });
});

test('a follower knows the same producers, and so does a log that was cut back', () => {
  const leader = newLog();
  send(leader, 0, 2);
  const follower = newLog();
  follower.appendAsFollower(leader.readBatches(0));
  expect(send(follower, 0, 2)).toMatchObject({ duplicate: true });
  send(follower, 2);
  follower.truncateTo(2);
  expect(follower.producers).toEqual(leader.producers);
});

test('a producer is forgotten when it was silent for producer.id.expiration.ms, 24 hours', () => {
  const log = newLog();
  send(log, 0);
  log.expireProducers(86_399_999);
  expect(log.producers.size).toBe(1);
  log.expireProducers(86_400_000);
  expect(log.producers.size).toBe(0);
});
