import { KafkaError } from '../errors.ts';
import type { Offset } from '../record.ts';

/** What a member of a share group says of one record: done, give it to somebody, or never give it to anybody again. */
export type Acknowledgement = 'accept' | 'release' | 'reject';

/** Where a record stands in a share group. Records that were never acquired are available. */
export type ShareRecordState = 'Available' | 'Acquired' | 'Acknowledged' | 'Archived';

/** A record as it is handed to a member; the first delivery counts 1. */
export interface AcquiredRecord {
  readonly offset: Offset;
  readonly deliveryCount: number;
}

export interface ShareGroupSettings {
  readonly 'group.share.delivery.count.limit': number;
  readonly 'group.share.record.lock.duration.ms': number;
}

interface InFlight {
  state: ShareRecordState;
  deliveryCount: number;
  memberId: string;
  lockedUntilMs: number;
}

/**
 * One partition as a share group sees it, in outline (KIP-932, org.apache.kafka.server SharePartition): any member may
 * get any record, each record is acknowledged by itself, and what is not done in time goes to somebody else. Order is not kept.
 */
export class SharePartition {
  /** Everything below is done with, for good (SPSO). */
  startOffset: Offset;
  readonly #limit: number;
  readonly #lockMs: number;
  readonly #inFlight = new Map<Offset, InFlight>();
  #nextOffset: Offset;
  /** No lock runs out before. */
  #firstExpiryMs = Number.POSITIVE_INFINITY;

  constructor(startOffset: Offset = 0, settings: Partial<ShareGroupSettings> = {}) {
    this.startOffset = startOffset;
    this.#nextOffset = startOffset;
    this.#limit = settings['group.share.delivery.count.limit'] ?? 5;
    this.#lockMs = settings['group.share.record.lock.duration.ms'] ?? 30_000;
  }

  /** Hands out up to `maxRecords` available records below the high watermark, lowest offset first, and locks them. */
  acquire(memberId: string, maxRecords: number, highWatermark: Offset, nowMs: number): readonly AcquiredRecord[] {
    this.#releaseExpiredLocks(nowMs);
    while (this.#nextOffset < highWatermark) this.#inFlight.set(this.#nextOffset++, newRecord());
    const acquired: AcquiredRecord[] = [];
    for (const [offset, record] of this.#inFlight) {
      if (acquired.length === maxRecords) break;
      if (record.state !== 'Available') continue;
      record.state = 'Acquired';
      record.deliveryCount++;
      record.memberId = memberId;
      record.lockedUntilMs = nowMs + this.#lockMs;
      this.#firstExpiryMs = Math.min(this.#firstExpiryMs, record.lockedUntilMs);
      acquired.push({ offset, deliveryCount: record.deliveryCount });
    }
    return acquired;
  }

  /** Throws INVALID_RECORD_STATE, and changes nothing, if that member does not hold the record (any more). */
  acknowledge(memberId: string, offset: Offset, as: Acknowledgement, nowMs: number): void {
    this.#releaseExpiredLocks(nowMs);
    const record = this.#inFlight.get(offset);
    if (record?.state !== 'Acquired' || record.memberId !== memberId) {
      throw new KafkaError('INVALID_RECORD_STATE', `${memberId} does not hold the record at offset ${offset}.`);
    }
    if (as === 'accept') record.state = 'Acknowledged';
    else if (as === 'reject') record.state = 'Archived';
    else this.#release(record);
    this.#moveStart();
  }

  /** The state of the record at an offset, `null` below the start offset. */
  stateOf(offset: Offset, nowMs: number): ShareRecordState | null {
    this.#releaseExpiredLocks(nowMs);
    if (offset < this.startOffset) return null;
    return this.#inFlight.get(offset)?.state ?? 'Available';
  }

  #releaseExpiredLocks(nowMs: number): void {
    if (nowMs < this.#firstExpiryMs) return;
    this.#firstExpiryMs = Number.POSITIVE_INFINITY;
    for (const record of this.#inFlight.values()) {
      if (record.state !== 'Acquired') continue;
      if (record.lockedUntilMs <= nowMs) this.#release(record);
      else this.#firstExpiryMs = Math.min(this.#firstExpiryMs, record.lockedUntilMs);
    }
    this.#moveStart();
  }

  /** A record that nobody could deal with is given up, so that it does not go round for ever. */
  #release(record: InFlight): void {
    record.state = record.deliveryCount < this.#limit ? 'Available' : 'Archived';
  }

  #moveStart(): void {
    for (const [offset, { state }] of this.#inFlight) {
      if (state === 'Available' || state === 'Acquired') return;
      this.#inFlight.delete(offset);
      this.startOffset = offset + 1;
    }
  }
}

function newRecord(): InFlight {
  return { state: 'Available', deliveryCount: 0, memberId: '', lockedUntilMs: 0 };
}
