import { expect, test } from 'vitest';
import { PartitionLog } from './partition-log.ts';
import type { MarkerType } from './record-batch.ts';

/** A log whose every record is replicated at once, and what readers see of it. */
function newLog() {
  const log = new PartitionLog({ topic: 't', partition: 0 });
  const sequences = new Map<number, number>();
  const replicate = () => log.updateHighWatermark(log.logEndOffset);
  return {
    log,
    write(producerId: number, value: string) {
      const baseSequence = sequences.get(producerId) ?? 0;
      sequences.set(producerId, baseSequence + 1);
      log.append([{ key: null, value }], {
        now: 0,
        producer: { producerId, producerEpoch: 0, baseSequence, transactional: true },
      });
      replicate();
    },
    writePlain(value: string) {
      log.append([{ key: null, value }], { now: 0 });
      replicate();
    },
    end(producerId: number, type: MarkerType, replicated = true) {
      log.appendMarker({ producerId, producerEpoch: 0, type, now: 0, transactionVersion: 1 });
      if (replicated) replicate();
    },
    committed: () => log.read(0, { isolation: 'read_committed' }).records.map(({ value }) => value),
    uncommitted: () => log.read(0).records.map(({ value }) => value),
  };
}

test('an open transaction holds back all that comes after it, from read_committed readers only', () => {
  const { log, write, writePlain, committed, uncommitted } = newLog();
  writePlain('before');
  write(1, 'in it');
  writePlain('after');
  expect(log.lastStableOffset).toBe(1);
  expect(committed()).toEqual(['before']);
  expect(uncommitted()).toEqual(['before', 'in it', 'after']);
});

test('a commit takes an offset of its own, which no reader is shown', () => {
  const { log, write, end, committed, uncommitted } = newLog();
  write(1, 'a');
  end(1, 'COMMIT');
  write(1, 'b');
  end(1, 'COMMIT');
  expect(committed()).toEqual(['a', 'b']);
  expect(uncommitted()).toEqual(['a', 'b']);
  expect(log.read(0).position).toBe(4);
});

test('aborted records are in the log, and read_committed readers pass over them', () => {
  const { log, write, writePlain, end, committed, uncommitted } = newLog();
  write(1, 'aborted');
  writePlain('plain');
  end(1, 'ABORT');
  expect(committed()).toEqual(['plain']);
  expect(uncommitted()).toEqual(['aborted', 'plain']);
  expect(log.read(0, { isolation: 'read_committed' }).position).toBe(3);
});

test('an aborted transaction hides nothing of the same producer’s others', () => {
  const { write, end, committed } = newLog();
  write(1, 'first');
  end(1, 'COMMIT');
  write(1, 'second');
  end(1, 'ABORT');
  write(1, 'third');
  end(1, 'COMMIT');
  expect(committed()).toEqual(['first', 'third']);
});

test('the last stable offset waits for the earliest of several transactions', () => {
  const { log, write, end } = newLog();
  write(1, 'a');
  write(2, 'b');
  end(2, 'COMMIT');
  expect(log.lastStableOffset).toBe(0);
  end(1, 'COMMIT');
  expect(log.lastStableOffset).toBe(4);
});

test('a decided transaction holds readers back until its marker is replicated', () => {
  const { log, write, end, committed } = newLog();
  write(1, 'a');
  end(1, 'COMMIT', false);
  log.updateHighWatermark(1);
  expect(committed()).toEqual([]);
  log.updateHighWatermark(2);
  expect(committed()).toEqual(['a']);
});
