import type { Misconceptions } from '#check';
import { claims } from './witnesses/claims.ts';
import { statements } from './witnesses/promises.ts';
import { refutables } from './witnesses/refutations.ts';

/** What each wrong answer tells of whoever gives it. */
const beliefs = {
  'M1-01':
    'numbers the records of a topic; an offset numbers the records of one partition, so every partition has an offset 0',
  'M1-02':
    "takes reading for removing; reading moves the reader's own position, and records leave by retention or compaction",
  'M1-04':
    'has acks=all wait for every replica; it waits for those that are in sync now, which may be the leader alone',
  'M1-07':
    'overlooks that min.insync.replicas can be as high as the replication factor; then one broker down stops every write with acks=all',
  'M1-09':
    'lets consumers read to the end of the log; they read below the high watermark, so that nobody acts on a record that a failover could take back',
  'M1-13':
    'takes a record for gone once it is retention.ms old; a segment goes as a whole, when its newest record is too old, and then even the one being written to',
  'M1-15':
    'takes a compacted topic for a table; the cleaner keeps at least the newest record of a key, and leaves the active segment alone',
  'M1-16': 'moves or renumbers what compaction leaves; the survivors keep their offsets and their order',
  'M1-21':
    'takes acks=all and idempotence for exactly-once; they cover the write, and a consumer that dies between handling and committing is given the record again',
  'M1-24':
    'takes the defaults of the Java client for those of Kafka; idempotence is a setting, and some clients have it off',
  'M1-25':
    'takes an acknowledgement for a promise; with acks=1 it says that the leader has the record, and nothing of any other broker',
  'M1-26':
    'expects every retry to write a copy; with enable.idempotence the leader knows the sequence number and drops it',
  'M1-27': 'lets records of a compacted topic grow too old; retention counts only if cleanup.policy includes delete',
  'M2-14':
    'deals keyless records out one by one; a producer fills a batch for one partition and then moves on to another',
  'M3-02': 'lets members share a partition; each has one owner in a group, and members beyond the partitions are idle',
  'M3-09':
    'has groups divide a topic among them; every group has its own offsets and is given everything, only the members of one group divide it',
  'M3-10':
    'passes the position on to the new owner; a position lives in the memory of a member, and the next one begins at the committed offset',
  'M4-01': 'commits the offset of the record handled last; what is committed is the next one to read, one more',
  'M4-02': 'reads on after the committed offset; the record at it is the next to be read',
  'M5-03': 'expects the records of a topic in the order of sending; a consumer merges its partitions in any way',
  'M5-04':
    'makes the order in a partition depend on something; records of one partition are read by their offsets, whatever their keys',
  'M5-09': 'orders records by when they were sent; the leader writes them as they arrive',
};

/** Every answer right but those that come of this belief. */
function believing(id: string) {
  const claim = claims.find(({ misconception }) => misconception === id);
  const picks = statements.flatMap((statement) =>
    Object.entries(statement.misconceptions).flatMap(([pick, named]) => (named === id ? [[statement.id, pick]] : [])),
  );
  const right = Object.fromEntries(statements.map((statement) => [statement.id, statement.answer]));
  return {
    ...(claim && {
      answers: () => Object.fromEntries(claims.map((each) => [each.id, each === claim ? !each.answer : each.answer])),
    }),
    ...(refutables.some(({ misconception }) => misconception === id) && {
      refute: (claim: string) =>
        refutables.find((each) => each.id === claim && each.misconception !== id)?.stories[0]?.steps ?? [],
    }),
    ...(picks.length > 0 && { guarantees: () => ({ ...right, ...Object.fromEntries(picks) }) }),
  };
}

const records = ['msg0', 'msg1', 'msg2', 'msg3', 'msg4'];

/** The beliefs that show in a picture. */
const pictured = {
  'M1-16': {
    compactionPicture: () => [
      { offset: 0, key: 'user1', value: 'Alice Smith' },
      { offset: 1, key: 'user2', value: 'Bob' },
    ],
  },
  'M4-01': { offsetPicture: () => ({ records, committed: 2, lastHandled: 'msg2', nextRead: 'msg3' }) },
  'M4-02': { offsetPicture: () => ({ records, committed: 2, lastHandled: 'msg1', nextRead: 'msg3' }) },
};

export default Object.fromEntries(
  Object.entries(beliefs).map(([id, belief]) => [
    id,
    { belief, ...believing(id), ...pictured[id as keyof typeof pictured] },
  ]),
) satisfies Misconceptions;
