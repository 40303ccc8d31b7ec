import type { Step } from '#kafka';

export const answers: Record<string, boolean> = {
  // An offset counts the records of one partition: orders-0@0 and orders-1@0 are two records.
  offsets: true,
  // It fills a batch for one partition, and then moves on to another.
  keyless: false,

  // It waits for the replicas in the ISR, which may be the leader alone.
  'acks-all': false,
  // Consumers read below the high watermark, and that moves when the ISR has the record.
  visible: true,

  // Reading removes nothing; records go by retention or compaction.
  reading: false,
  // It begins at the committed offset. The position was in the other member's memory.
  takeover: false,

  // A partition has one owner in a group.
  idle: true,
  // Each group has offsets of its own.
  'two-groups': true,

  // A segment goes as a whole, when its newest record is older than retention.ms, and that is looked at every five minutes.
  retention: true,
  // At least the newest record of each key; the active segment is not cleaned.
  compaction: false,
};

// The committed offset is that of the next record to be read, one after the last handled. (committed: 3 with msg2 and msg3
// would be as right.)
export const offsetPicture = {
  records: ['msg0', 'msg1', 'msg2', 'msg3', 'msg4'],
  committed: 2,
  lastHandled: 'msg1',
  nextRead: 'msg2',
};

// What is left keeps its offset and its place. Offset 0 is a hole from now on.
export const compactionPicture = [
  { offset: 1, key: 'user2', value: 'Bob' },
  { offset: 2, key: 'user1', value: 'Alice Smith' },
];

export const guarantees: Record<string, 'guaranteed' | 'not-guaranteed' | 'depends'> = {
  'partition-order': 'guaranteed',
  // A consumer merges its partitions in any way.
  'topic-order': 'not-guaranteed',
  // The leader writes as requests arrive.
  'sending-order': 'not-guaranteed',

  // On acks and min.insync.replicas: with acks=1 nobody else need have it.
  survives: 'depends',
  // On enable.idempotence.
  'written-once': 'depends',
  // On min.insync.replicas: at 3 the write is refused.
  writable: 'depends',

  'one-owner': 'guaranteed',
  // It may die after handling and before committing, whatever the producer does.
  'handled-once': 'not-guaranteed',
  // retention.ms counts only if the policy includes delete.
  'newest-value': 'guaranteed',
};

export function refute(claim: string): Step[] {
  switch (claim) {
    // A replica that is down is not in the ISR, and nobody waits for it.
    case 'every-replica':
      return [
        { do: 'brokerDown', broker: 3 },
        { do: 'produce', tp: 'orders-0', value: 'a', acks: 'all' },
      ];
    // Both records are in the active segment, which the cleaner leaves alone.
    case 'one-per-key':
      return [
        { do: 'produce', tp: 'profiles-0', key: 'user1', value: 'Alice' },
        { do: 'produce', tp: 'profiles-0', key: 'user1', value: 'Alice Smith' },
        { do: 'clean' },
      ];
    // c1 does not commit what it reads, and gives orders-2 up when c2 joins.
    case 'goes-on':
      return [
        { do: 'produce', tp: 'orders-2', value: 'a' },
        { do: 'join', group: 'g', memberId: 'c1', settings: { 'enable.auto.commit': false } },
        { do: 'poll', group: 'g', memberId: 'c1' },
        { do: 'join', group: 'g', memberId: 'c2' },
        { do: 'poll', group: 'g', memberId: 'c2' },
      ];
    // in-sync: that is what acks=all means.
    default:
      return [];
  }
}
