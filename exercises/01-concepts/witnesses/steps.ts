import { z } from 'zod';
import type { Step } from '#kafka';

const name = z.string().max(100);
const count = z.int().min(0).max(1_000);
const offset = z.int().min(0).max(1_000_000);
const settings = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional();
const member = { group: name, memberId: name };

/** What every step may say, by what it does; more than a scenario of a few minutes needs is not played. */
const fields: Record<Step['do'], z.ZodRawShape> = {
  createTopic: { topic: name, partitions: count.optional(), 'replication.factor': count.optional(), settings },
  deleteTopic: { topic: name },
  addPartitions: { topic: name, partitions: count },
  alterTopic: { topic: name, settings },
  deleteRecords: { tp: name, offset },
  electLeaders: { type: z.literal(['preferred', 'unclean']), tp: name.optional() },
  brokerDown: { broker: count },
  brokerUp: { broker: count },
  loseDisk: { broker: count },
  stallBroker: { broker: count },
  resumeBroker: { broker: count },
  replicate: { tp: name.optional(), broker: count.optional(), upTo: offset.optional() },
  produce: {
    tp: name.optional(),
    topic: name.optional(),
    key: z.string().nullish(),
    value: z.string().nullish(),
    timestamp: z.int().min(0).optional(),
    acks: z.literal(['0', '1', 'all']).optional(),
    producer: name.optional(),
    wire: z
      .array(z.literal(['ok', 'error', 'ack-lost']))
      .max(10)
      .optional(),
  },
  openProducer: { producer: name, settings },
  initTransactions: { producer: name },
  beginTransaction: { producer: name },
  commitTransaction: { producer: name },
  abortTransaction: { producer: name },
  sendOffsetsToTransaction: { producer: name, group: name, offsets: z.record(z.string(), offset) },
  join: { ...member, topics: z.array(name).max(20).optional(), settings },
  leave: member,
  crash: member,
  freeze: member,
  wake: member,
  poll: { ...member, max: z.int().min(1).optional() },
  commit: { group: name, memberId: name.optional(), tp: name.optional(), offset: offset.optional() },
  seek: { ...member, tp: name, offset: z.union([offset, z.literal(['beginning', 'end'])]) },
  pause: { ...member, tp: name },
  resume: { ...member, tp: name },
  clean: {},
  retain: {},
  advance: {
    ms: z
      .int()
      .min(0)
      .max(31 * 24 * 3_600_000),
  },
};

const kinds = Object.entries(fields).map(([kind, shape]) => z.strictObject({ do: z.literal(kind), ...shape }));

/** A student's scenario: exact, since a name that is misspelt would be passed over in silence. */
export const scenario = z.array(z.discriminatedUnion('do', kinds as [(typeof kinds)[number]])).max(40);
