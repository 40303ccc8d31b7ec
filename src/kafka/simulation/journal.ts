import type { Offset } from '../record.ts';
import type { HostedPartition } from '../replication/hosted-partition.ts';

/** What the simulation remembers of one partition beside its logs: which event was put at which offset, and when. */
export interface Journal {
  readonly partition: HostedPartition;
  readonly eventAt: number[];
  readonly appendedAtMs: number[];
}

/** Where an event went. */
export interface Place {
  readonly tp: string;
  readonly offset: Offset;
}

export function journalOf(partition: HostedPartition): Journal {
  return { partition, eventAt: [], appendedAtMs: [] };
}

/** Notes a batch. An offset that a new leader gives again replaces what an old one lost. */
export function noteAppended(journal: Journal, baseOffset: Offset, events: readonly number[], nowMs: number): void {
  for (let n = 0; n < events.length; n++) {
    journal.eventAt[baseOffset + n] = events[n]!;
    journal.appendedAtMs[baseOffset + n] = nowMs;
  }
}
