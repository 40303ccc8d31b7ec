// Exercise 1: Kafka concepts. The task is in README.md beside this file.
// Grade it with:  npm run grade 1      A hint:  npm run hint 1

/** A · TODO: true or false in the place of null. All of it is about Apache Kafka 4 as it comes. */
export const answers: Record<string, boolean | null> = {
  // Two records of one topic can have the same offset.
  offsets: null,
  // A default producer deals records without a key to the partitions in turns, one record each.
  keyless: null,

  // acks=all waits until every replica of the partition has the record.
  'acks-all': null,
  // A record that in-sync followers have not fetched yet is kept from consumers, although it is in the leader's log.
  visible: null,

  // A record is removed once every group has read it.
  reading: null,
  // When another member takes a partition over, it begins where the member before it had stopped reading.
  takeover: null,

  // In a consumer group with more members than there are partitions, some members have nothing to read.
  idle: null,
  // Two groups that read one topic from its start are each given every record.
  'two-groups': null,

  // A record can still be read after it has become older than retention.ms.
  retention: null,
  // After the cleaner has run, a compacted topic has exactly one record for each key.
  compaction: null,
};

/** B · TODO: a picture often seen, whose values do not belong together. Repair it. */
export const offsetPicture = {
  records: ['msg0', 'msg1', 'msg2', 'msg3', 'msg4'],
  committed: 2,
  lastHandled: 'msg2',
  nextRead: 'msg3',
};

/** B · TODO: what is left of the three records after compaction, in the order of the log. Repair it. */
export const compactionPicture = [
  { offset: 0, key: 'user1', value: 'Alice Smith' },
  { offset: 1, key: 'user2', value: 'Bob' },
];

/** C · TODO: 'guaranteed', 'not-guaranteed' or 'depends' in the place of null. */
export const guarantees: Record<string, 'guaranteed' | 'not-guaranteed' | 'depends' | null> = {
  // Unless its position is set back, a consumer is given the records of a partition in the order of their offsets.
  'partition-order': null,
  // A consumer of a topic with two partitions is given its records in the order in which they were sent.
  'topic-order': null,
  // Records that two producers send to one partition are written in the order in which they were sent.
  'sending-order': null,

  // A record that was acknowledged to its producer survives the loss of its leader.
  survives: null,
  // A record that its producer sends again, because the answer to the first attempt was lost, is written once.
  'written-once': null,
  // A topic with three replicas takes writes with acks=all while one of its brokers is down.
  writable: null,

  // A partition is assigned to at most one member of a consumer group at a time.
  'one-owner': null,
  // With acks=all and an idempotent producer, a consumer that commits what it has handled handles no record twice, even if
  // it crashes.
  'handled-once': null,
  // With cleanup.policy=compact neither age nor the cleaner removes the newest record of a key that was never deleted.
  'newest-value': null,
};

// Beyond the hour (part D): import type { Step } from '#kafka', and export refute(claim: string): Step[].
