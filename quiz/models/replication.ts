import { z } from 'zod';
import { type Acks, Controller, KafkaError, PartitionLeader, PartitionLog } from '#kafka';
import { model } from './model.ts';

const tp = { topic: 'orders', partition: 0 };

/** A partition on brokers 1 to `replicas`, led by broker 1, of which the last `down` have failed. */
function partitionWith(replicas: number, minIsr: number, down: number) {
  const controller = new Controller({ nextInt: () => 0 });
  const brokers = Array.from({ length: replicas }, (_, index) => index + 1);
  for (const broker of brokers) {
    controller.registerBroker(broker);
    controller.unfenceBroker(broker);
  }
  controller.createTopic({ ...tp, assignments: [brokers], configs: { 'min.insync.replicas': `${minIsr}` } });
  for (const broker of brokers.slice(replicas - down)) controller.fenceBroker(broker);
  const settings = { 'min.insync.replicas': minIsr, 'replica.lag.time.max.ms': 30_000 };
  const log = new PartitionLog(tp);
  const registration = controller.partition(tp);
  return new PartitionLeader(log, registration, { broker: 1, settings, isActive: controller.isActive, now: 0 });
}

/** Whether a partition takes a write, as its leader decides. */
export const writeOutcome = model({
  doc: 'What becomes of a write to a partition some of whose brokers are down: "accepted" or Kafka’s error.',
  params: z.object({
    replicas: z.int().min(1).max(5),
    min: z.int().min(1).max(5),
    down: z.int().min(0).max(4),
    acks: z.enum(['0', '1', 'all']),
  }),
  answer: z.string(),
  solve: ({ replicas, min, down, acks }) => outcome(replicas, min, down, acks),
  wrong: {
    other: ({ replicas, min, down, acks }) => (outcome(replicas, min, down, acks) === accepted ? refused : accepted),
  },
  show: { up: ({ replicas, down }) => replicas - down },
  suits: ({ replicas, min, down }) => down < replicas && min <= replicas,
});

const accepted = 'It is accepted';
const refused = 'It is refused with NOT_ENOUGH_REPLICAS';

function outcome(replicas: number, min: number, down: number, acks: Acks): string {
  try {
    partitionWith(replicas, min, down).append([{ key: null, value: 'v' }], acks, { now: 0 });
    return accepted;
  } catch (error) {
    if (error instanceof KafkaError && error.code === 'NOT_ENOUGH_REPLICAS') return refused;
    throw error;
  }
}

const ends = { leader: z.int().min(1), second: z.int().min(0), third: z.int().min(0) };

/** How far consumers may read, as the leader knows it from its followers' fetches. */
export const highWatermark = model({
  doc: 'The high watermark of a partition from the log end offsets of its leader and two followers, all in sync.',
  params: z.object(ends),
  answer: z.int(),
  solve: ({ leader, second, third }) => {
    const partition = partitionWith(3, 1, 0);
    partition.append(
      Array.from({ length: leader }, () => ({ key: null, value: 'v' })),
      '1',
      { now: 0 },
    );
    const { leaderEpoch } = partition.registration;
    // A fetch from an offset says that everything below it has arrived.
    for (const [broker, offset] of [
      [2, second],
      [3, third],
    ] as const)
      partition.fetch(broker, { offset, leaderEpoch, lastFetchedEpoch: leaderEpoch }, 1);
    return partition.log.highWatermark;
  },
  wrong: {
    end: ({ leader }) => leader,
    fastest: ({ second, third }) => Math.max(second, third),
    last: ({ second, third }) => Math.min(second, third) - 1,
  },
  show: {
    leaderLast: ({ leader }) => leader - 1,
    secondLast: ({ second }) => second - 1,
    thirdLast: ({ third }) => third - 1,
    readable: ({ second, third }) => Math.min(second, third) - 1,
  },
  suits: ({ leader, second, third }) =>
    second < leader && third < leader && second !== third && Math.min(second, third) > 1,
});

/** How many losses of a broker and its disk an acknowledged record surely survives. */
export const surelySurvives = model({
  doc: 'How many brokers may lose their disks at once without losing a record acknowledged with acks=all.',
  params: z.object({ replicas: z.int().min(2).max(5), min: z.int().min(1).max(5) }),
  answer: z.int(),
  solve: ({ replicas, min }) => {
    // The ISR may be as small as min.insync.replicas when the record is acknowledged: then so many copies exist.
    const partition = partitionWith(replicas, min, replicas - min);
    partition.append([{ key: null, value: 'v' }], 'all', { now: 0 });
    return partition.registration.isr.length - 1;
  },
  wrong: { replicas: ({ replicas }) => replicas - 1, min: ({ min }) => min },
  suits: ({ replicas, min }) => min < replicas && replicas - 1 !== min,
});
