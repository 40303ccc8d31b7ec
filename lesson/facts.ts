import {
  appendWithRetries,
  brokerValues,
  consumerValues,
  countDeliveries,
  movedKeys,
  offsetToCommit,
  PartitionLog,
  partitionForKey,
  producerValues,
  topicValues,
} from '#kafka';
import * as scenes from './scenes.ts';

/** A sentence of the lesson, or a piece of one. */
export interface Fact {
  /** At even places the lesson's wording, between them what the model says. */
  readonly parts: readonly string[];
  /** Where it comes from, if no model can compute it. */
  readonly source?: string;
}

function says(words: TemplateStringsArray, ...values: readonly (string | number | boolean)[]): Fact {
  return { parts: words.flatMap((word, index) => (index < values.length ? [word, String(values[index])] : [word])) };
}

function from(source: string, ...sentences: readonly string[]): Fact[] {
  return sentences.map((sentence) => ({ parts: [sentence], source }));
}

/** Every number in the lesson's prose, with the sentence it stands in, section by section. */
export function facts(): readonly Fact[] {
  return [
    ...topics(),
    ...partitionsAndKeys(),
    ...replication(),
    ...producers(),
    ...consumers(),
    ...groups(),
    ...retention(),
    ...guarantees(),
    ...versions,
    ...others,
  ];
}

const broker = brokerValues({});
const producer = producerValues({});
const consumer = consumerValues({});
const topic = topicValues({});
const { partitionCount, dayMs } = scenes;
const minuteMs = 60_000;
const hourMs = 3_600_000;

function topics(): Fact[] {
  const six = scenes.sixOrders();
  const second = six.filter(({ key }) => key === 'alice')[1]?.offset ?? -1;
  const lowest = Math.min(...six.map(({ offset }) => offset));
  const inWords = ['no', 'One', 'Two', 'Three'][six.filter(({ offset }) => offset === lowest).length] ?? 'Many';
  return [
    says`Offsets begin at ${new PartitionLog({ topic: 'orders', partition: 0 }).logEndOffset} _in every partition_`,
    says`Here is \`orders\` with ${partitionCount} partitions`,
    says`\`alice@${second}\` is a record with the key \`alice\` at offset ${second}`,
    says`${inWords} records have offset ${lowest}, one in each partition`,
  ];
}

function partitionsAndKeys(): Fact[] {
  const keys = Array.from({ length: 10_000 }, (_, index) => `user-${index}`);
  const percent = Math.round((100 * movedKeys(keys, 3, 4).length) / keys.length);
  return [
    says`From ${partitionCount} partitions to ${partitionCount + 1}, ${percent}% of all keys move`,
    says`| key | of ${partitionCount} partitions | of ${partitionCount + 1} |`,
    ...['alice', 'bob', 'carol', 'user2'].map(
      (key) =>
        says`| \`${key}\` | ${partitionForKey(key, partitionCount)} | ${partitionForKey(key, partitionCount + 1)} |`,
    ),
    says`\`batch.size\` (${producer['batch.size']}) bytes`,
    says`Twelve records of ${scenes.bigValueBytes} bytes without a key`,
  ];
}

function replication(): Fact[] {
  const { orders } = scenes.fallingBehind();
  const [first, second, ...more] = orders.logs[0]?.records.filter(({ offset }) => offset >= orders.highWatermark) ?? [];
  if (first === undefined || second === undefined || more.length > 0) throw new RangeError('The lesson tells of two.');
  return [
    ...from('https://kafka.apache.org/documentation/#design_replicatedlog', 'Usual is 3'),
    says`the default is ${broker['default.replication.factor']}, which is no copy at all`,
    says`Here broker ${scenes.stalledBroker} has just stopped fetching`,
    says`Records ${first.offset} and ${second.offset} are written and invisible`,
    says`\`replica.lag.time.max.ms\` (${broker['replica.lag.time.max.ms'] / 1000} seconds)`,
  ];
}

function producers(): Fact[] {
  const inFlight = producer['max.in.flight.requests.per.connection'];
  const sent = (enableIdempotence: boolean) => {
    const batches = ['1', '2', '3'].map((value, seq) => ({ seq, value }));
    return appendWithRetries(batches, { maxInFlight: inFlight, enableIdempotence, outcomes: [['error']] }).join(' ');
  };
  return [
    says`at most \`linger.ms\` (${producer['linger.ms']} ms)`,
    says`| \`${'0'}\` | it is sent; nobody answers`,
    says`| \`${'1'}\` | the leader has it`,
    says`| \`${producer.acks}\` (default) | every replica`,
    says`**\`min.insync.replicas\`** (default ${topic['min.insync.replicas']})`,
    ...from(
      'https://kafka.apache.org/documentation/#topicconfigs_min.insync.replicas',
      'The usual choice is 3 replicas, `min.insync.replicas=2`',
    ),
    says`\`enable.idempotence\`, default \`${producer['enable.idempotence']}\``,
    says`with up to ${inFlight} requests in flight`,
    says`Send 1, 2, 3 at once and let the first attempt of 1 fail: without idempotence the log says ${sent(false)}, with it ${sent(true)}.`,
    says`| \`acks\` | \`${producer.acks}\` | \`all\` | \`all\`; \`1\` before 3.0 |`,
    says`| \`enable.idempotence\` | \`${producer['enable.idempotence']}\` |`,
    says`| \`isolation.level\` | \`${consumer['isolation.level']}\` |`,
  ];
}

function consumers(): Fact[] {
  const { position, committed, offsets } = scenes.standing();
  const [again, too, ...more] = offsets.filter((offset) => offset >= committed && offset < position);
  if (again === undefined || too === undefined || more.length > 0) throw new RangeError('The lesson tells of two.');
  const processed = 4;
  return [
    says`After processing offset ${processed}, commit ${offsetToCommit([{ offset: processed }]) ?? 'nothing'}`,
    says`This consumer was given ${position} records and has committed ${committed}`,
    says`whoever takes over starts at ${committed}, and records ${again} and ${too} are read again`,
    says`forgotten ${(broker['offsets.retention.minutes'] * minuteMs) / dayMs} days after the group's last member left`,
    says`Batches of ${scenes.crashingBatch}, a crash after the sixth record`,
    says`\`${consumer['auto.offset.reset']}\` (the default: skip what is there)`,
    says`inside \`poll\`, every ${consumer['auto.commit.interval.ms'] / 1000} seconds`,
  ];
}

function groups(): Fact[] {
  return [
    says`so with ${partitionCount} partitions and four members one is idle`,
    says`Here \`${scenes.leaving().leaver}\` leaves`,
    says`\`session.timeout.ms\` (${consumer['session.timeout.ms'] / 1000} seconds)`,
    says`\`max.poll.interval.ms\` (${consumer['max.poll.interval.ms'] / minuteMs} minutes)`,
    says`one of the ${broker['offsets.topic.num.partitions']} partitions of \`__consumer_offsets\``,
    says`more than ${topic['message.timestamp.after.max.ms'] / hourMs} hour ahead of the broker`,
  ];
}

function retention(): Fact[] {
  const { tooOld } = scenes.expiring();
  const { holes, activeFrom } = scenes.compacting();
  const keep = topic['retention.ms'];
  const check = broker['log.retention.check.interval.ms'] / minuteMs;
  const limit = 2 ** 30;
  return [
    says`**\`cleanup.policy=${topic['cleanup.policy']}\`**, the default`,
    says`\`retention.ms\` (${keep}, ${keep / dayMs} days)`,
    says`Both are looked at every ${check} minutes`,
    says`On day ${scenes.retentionDay}, with ${keep / dayMs} days`,
    says`Record ${tooOld.map(({ offset }) => offset).join()} is more than ${keep / dayMs} days old and still there`,
    says`offset ${holes.join()} became a hole`,
    says`the active segment, here offset ${activeFrom}, is not cleaned`,
    says`(\`min.cleanable.dirty.ratio\`, ${topic['min.cleanable.dirty.ratio']})`,
    says`\`delete.retention.ms\` (${topic['delete.retention.ms'] / hourMs} hours)`,
    says`\`retention.bytes=${limit}\` means at most ${limit / 2 ** 30} GB`,
    says`With segments of ${topic['segment.bytes'] / 2 ** 30} GB it means up to ${fullest()}, in each replica`,
  ];
}

/** How much a log holds at its fullest, as a multiple of `retention.bytes`, where a segment may be as large as that. */
function fullest(): number {
  const limit = 100_000;
  const log = new PartitionLog({ topic: 'orders', partition: 0 }, { 'segment.bytes': limit, 'retention.bytes': limit });
  const sizes = Array.from({ length: 1000 }, (_, now) => {
    log.append([{ key: 'alice', value: 'x'.repeat(1000), timestamp: now }], { now });
    log.updateHighWatermark(log.logEndOffset);
    log.deleteOldSegments(now);
    return log.sizeInBytes;
  });
  return Math.round(Math.max(...sizes) / limit);
}

function guarantees(): Fact[] {
  const lengths = scenes.lanesOfSix().map((lane) => lane.length);
  return [
    says`the six records from above can reach a consumer in ${String(countDeliveries(lengths))} different ways`,
    says`find \`alice\` in partition ${partitionForKey('alice', 6)}`,
    says`a cluster of one takes a replication factor of ${topicFactorOnOneBroker}`,
  ];
}

/** A cluster of one broker can hold one replica of each partition. */
const topicFactorOnOneBroker = 1;

const kip = (number: number) => `https://cwiki.apache.org/confluence/display/KAFKA/KIP-${number}`;
const upgrade = 'https://kafka.apache.org/documentation/#upgrade';

const versions: readonly Fact[] = [
  ...from(
    'https://kafka.apache.org/community/downloads/',
    'a model of Kafka 4.x drew',
    'as Kafka 4.x does',
    'Kafka 4 groups',
  ),
  ...from(kip(932), 'in [share groups] , since 4.2', '| share (KIP-932, 4.2) |'),
  ...from(kip(480), 'Not by the Java client since 2.4 (KIP-480, KIP-794)'),
  ...from(upgrade, 'Removed in 4.0.', '| consumer (KIP-848, 4.0) |'),
  ...from(kip(679), 'Until 3.0 (KIP-679)'),
  ...from('https://kafka-python.readthedocs.io/en/master/changelog.html', '`true`; `false` before 3.0'),
  ...from(kip(1147), 'Before 4.2, `--reader-property`'),
];

const others: readonly Fact[] = [
  ...from(
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html',
    '4 days by default, 14 at most',
  ),
  ...from('https://www.oreilly.com/library/view/kafka-the-definitive/9781492043072/', "(O'Reilly, 2021)"),
];
