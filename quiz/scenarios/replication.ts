import type { Scenario } from './scenario.ts';

const onThreeBrokers = (minIsr: number): Scenario['stage'] => ({
  brokers: 3,
  topics: [{ topic: 'orders', partitions: 1, 'replication.factor': 3, settings: { 'min.insync.replicas': minIsr } }],
});

export const highWatermark: Scenario = {
  title: 'The leader has a record that consumers cannot see yet',
  watch: 'The high watermark moves when the followers have fetched, and only then does the poll return the record.',
  stage: onThreeBrokers(1),
  steps: [
    { do: 'join', group: 'billing', memberId: 'b1', topics: ['orders'], settings: { 'auto.offset.reset': 'earliest' } },
    { do: 'stallBroker', broker: 3 },
    { do: 'produce', tp: 'orders-0', value: 'one', acks: '1' },
    { do: 'replicate', broker: 2 },
    { do: 'poll', group: 'billing', memberId: 'b1' },
    { do: 'resumeBroker', broker: 3 },
    { do: 'replicate' },
    { do: 'poll', group: 'billing', memberId: 'b1' },
  ],
};

export const acksOneLoses: Scenario = {
  title: 'A record acknowledged with acks=1 is lost',
  watch:
    'The leader dies before a follower has fetched. When it returns, it truncates its log to that of the new leader.',
  stage: onThreeBrokers(1),
  steps: [
    { do: 'produce', tp: 'orders-0', value: 'one', acks: 'all' },
    { do: 'produce', tp: 'orders-0', value: 'two', acks: '1' },
    { do: 'brokerDown', broker: 1 },
    { do: 'produce', tp: 'orders-0', value: 'three', acks: 'all' },
    { do: 'brokerUp', broker: 1 },
    { do: 'replicate' },
  ],
};

export const minIsr: Scenario = {
  title: 'min.insync.replicas=2 while brokers go down',
  watch: 'With two replicas in sync acks=all is taken; with one it is refused, and acks=1 is taken all the same.',
  stage: onThreeBrokers(2),
  steps: [
    { do: 'brokerDown', broker: 3 },
    { do: 'produce', tp: 'orders-0', value: 'one', acks: 'all' },
    { do: 'brokerDown', broker: 2 },
    { do: 'produce', tp: 'orders-0', value: 'two', acks: 'all' },
    { do: 'produce', tp: 'orders-0', value: 'three', acks: '1' },
  ],
};

export const idempotence: Scenario = {
  title: 'An acknowledgement is lost, with idempotence and without',
  watch:
    'Both producers send again. The copy of the idempotent one is recognised; that of the other lies in the log twice.',
  stage: { brokers: 1, topics: [{ topic: 'orders', partitions: 1, 'replication.factor': 1 }] },
  steps: [
    { do: 'openProducer', producer: 'idempotent', settings: { 'enable.idempotence': true } },
    { do: 'openProducer', producer: 'plain', settings: { 'enable.idempotence': false } },
    { do: 'produce', tp: 'orders-0', value: 'once', producer: 'idempotent', wire: ['ack-lost'] },
    { do: 'produce', tp: 'orders-0', value: 'twice', producer: 'plain', wire: ['ack-lost'] },
  ],
};

export const readCommitted: Scenario = {
  title: 'An open transaction holds back what comes after it',
  watch:
    'The reader that asks for read_committed gets nothing until the transaction has ended, not even the plain record.',
  stage: { brokers: 1, topics: [{ topic: 'orders', partitions: 1, 'replication.factor': 1 }] },
  steps: [
    { do: 'openProducer', producer: 'tx', settings: { 'transactional.id': 'tx' } },
    { do: 'initTransactions', producer: 'tx' },
    {
      do: 'join',
      group: 'careful',
      memberId: 'c1',
      topics: ['orders'],
      settings: { 'isolation.level': 'read_committed', 'auto.offset.reset': 'earliest' },
    },
    { do: 'beginTransaction', producer: 'tx' },
    { do: 'produce', tp: 'orders-0', value: 'in the transaction', producer: 'tx' },
    { do: 'produce', tp: 'orders-0', value: 'outside of it' },
    { do: 'poll', group: 'careful', memberId: 'c1' },
    { do: 'commitTransaction', producer: 'tx' },
    { do: 'poll', group: 'careful', memberId: 'c1' },
  ],
};
