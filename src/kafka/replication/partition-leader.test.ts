import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PartitionLog } from '../log/partition-log.ts';
import { Controller } from './controller.ts';
import { PartitionLeader } from './partition-leader.ts';
import { fetchFromLeader } from './replica-fetcher.ts';

const tp = { topic: 'orders', partition: 0 };
const lagTimeMax = 30_000;
const record = [{ key: null, value: 'v' }];

/** One partition on three brokers, whose followers fetch when they are told to. */
function threeBrokers(minIsr: number) {
  const controller = new Controller({ nextInt: () => 0 });
  for (const broker of [1, 2, 3]) {
    controller.registerBroker(broker);
    controller.unfenceBroker(broker);
  }
  const configs = { 'min.insync.replicas': `${minIsr}` };
  controller.createTopic({ topic: 'orders', assignments: [[1, 2, 3]], configs });
  const logs = new Map([1, 2, 3].map((broker) => [broker, new PartitionLog(tp)]));
  const clock = { now: 0 };
  const settings = { 'min.insync.replicas': minIsr, 'replica.lag.time.max.ms': lagTimeMax };
  const leaderNow = () => {
    const registration = controller.partition(tp);
    const { isActive } = controller;
    const options = { broker: registration.leader, settings, isActive, now: clock.now };
    return new PartitionLeader(logs.get(registration.leader)!, registration, options);
  };
  return { controller, logs, clock, leaderNow };
}

type World = ReturnType<typeof threeBrokers>;

function fetch(world: World, leader: PartitionLeader, broker: number) {
  const { leaderEpoch } = leader.registration;
  const round = fetchFromLeader(leader, { broker, log: world.logs.get(broker)!, leaderEpoch }, world.clock.now);
  carryOut(world, leader, leader.proposeExpansion(broker));
  return round;
}

function carryOut(
  { controller, clock }: World,
  leader: PartitionLeader,
  proposal?: Parameters<Controller['alterPartition']>[0],
) {
  if (proposal === undefined) return;
  controller.alterPartition(proposal);
  leader.update(controller.partition(tp), clock.now);
}

describe('a leader', () => {
  it('acknowledges acks=all once every replica in sync has fetched past the record', () => {
    const world = threeBrokers(2);
    const leader = world.leaderNow();
    fetch(world, leader, 2);
    fetch(world, leader, 3);
    const { lastOffset } = leader.append(record, 'all', { now: 0 });
    expect(leader.outcomeOf(lastOffset)).toBe('waiting');
    fetch(world, leader, 2);
    fetch(world, leader, 2);
    fetch(world, leader, 3);
    // Broker 3 has the record by now, but the leader knows that only from its next fetch.
    expect(leader.outcomeOf(lastOffset)).toBe('waiting');
    fetch(world, leader, 3);
    expect(leader.outcomeOf(lastOffset)).toBe('acknowledged');
  });

  it('takes a follower out of the ISR for the time it lags, not for the number of records', () => {
    const world = threeBrokers(1);
    const leader = world.leaderNow();
    fetch(world, leader, 2);
    fetch(world, leader, 3);
    for (let i = 0; i < 10_000; i++) leader.append(record, '1', { now: 0 });
    world.clock.now = lagTimeMax;
    expect(leader.proposeShrink(world.clock.now)).toBeUndefined();
    world.clock.now = lagTimeMax + 1;
    expect(leader.proposeShrink(world.clock.now)?.newIsr).toEqual([1]);
  });

  it('never takes out a follower that has everything, however long ago it fetched', () => {
    const world = threeBrokers(1);
    const leader = world.leaderNow();
    leader.append(record, '1', { now: 0 });
    fetch(world, leader, 2);
    fetch(world, leader, 2);
    world.clock.now = 10 * lagTimeMax;
    expect(leader.proposeShrink(world.clock.now)?.newIsr).toEqual([1, 2]);
  });

  it('lets a follower back in once it has reached the high watermark and its own epoch', () => {
    const world = threeBrokers(1);
    const leader = world.leaderNow();
    leader.append(record, '1', { now: 0 });
    world.clock.now = lagTimeMax + 1;
    carryOut(world, leader, leader.proposeShrink(world.clock.now));
    expect(leader.registration.isr).toEqual([1]);
    fetch(world, leader, 2);
    expect(leader.registration.isr).toEqual([1]);
    fetch(world, leader, 2);
    expect(leader.registration.isr).toEqual([1, 2]);
  });

  it('refuses acks=all below min.insync.replicas and takes acks=1, which nobody sees until the ISR has recovered (KIP-966)', () => {
    const world = threeBrokers(2);
    const leader = world.leaderNow();
    leader.append(record, 'all', { now: 0 });
    world.clock.now = lagTimeMax + 1;
    carryOut(world, leader, leader.proposeShrink(world.clock.now));
    expect(() => leader.append(record, 'all', world.clock)).toThrow(
      'The size of the current ISR [1] is insufficient to satisfy the min.isr requirement of 2 for partition orders-0',
    );
    leader.append(record, '1', world.clock);
    expect(leader.log.logEndOffset).toBe(2);
    expect(leader.log.highWatermark).toBe(0);
    fetch(world, leader, 2);
    fetch(world, leader, 2);
    expect(leader.log.highWatermark).toBe(2);
  });

  it('tells of a write that got through while the minimum was raised beyond the ISR', () => {
    const world = threeBrokers(1);
    const leader = world.leaderNow();
    const { lastOffset } = leader.append(record, 'all', { now: 0 });
    world.clock.now = lagTimeMax + 1;
    carryOut(world, leader, leader.proposeShrink(world.clock.now));
    expect(leader.outcomeOf(lastOffset)).toBe('acknowledged');
    leader.settings = { ...leader.settings, 'min.insync.replicas': 2 };
    expect(leader.outcomeOf(lastOffset)).toBe('NOT_ENOUGH_REPLICAS_AFTER_APPEND');
  });

  it('takes min.insync.replicas above the replication factor for the replication factor', () => {
    expect(threeBrokers(5).leaderNow().effectiveMinIsr).toBe(3);
  });

  it('tells followers the high watermark one round late', () => {
    const world = threeBrokers(1);
    const leader = world.leaderNow();
    leader.append(record, '1', { now: 0 });
    for (const broker of [2, 3]) fetch(world, leader, broker);
    leader.append(record, '1', { now: 0 });
    for (const broker of [2, 3]) fetch(world, leader, broker);
    expect(leader.log.highWatermark).toBe(1);
    expect(world.logs.get(3)!.highWatermark).toBe(0);
    // A fetch that finds nothing waits at the leader, and learns what is true by then.
    for (const broker of [2, 3]) fetch(world, leader, broker);
    expect(leader.log.highWatermark).toBe(2);
    expect(world.logs.get(3)!.highWatermark).toBe(2);
  });

  it('waits for a laggard until the controller has taken it out of the ISR', () => {
    const world = threeBrokers(1);
    const leader = world.leaderNow();
    leader.append(record, '1', { now: 0 });
    world.clock.now = lagTimeMax + 1;
    for (const _ of [1, 2]) fetch(world, leader, 2);
    const proposal = leader.proposeShrink(world.clock.now);
    expect(proposal?.newIsr).toEqual([1, 2]);
    expect(leader.log.highWatermark).toBe(0);
    carryOut(world, leader, proposal);
    expect(leader.log.highWatermark).toBe(1);
  });

  it('keeps a follower in sync that is always one fetch behind', () => {
    const world = threeBrokers(1);
    const leader = world.leaderNow();
    for (let second = 0; second < 120; second++) {
      world.clock.now = second * 1000;
      leader.append(record, '1', world.clock);
      fetch(world, leader, 2);
    }
    leader.append(record, '1', world.clock);
    expect(leader.proposeShrink(world.clock.now)?.newIsr).toEqual([1, 2]);
  });

  it('does not wait for a replica that was out of sync when it took over', () => {
    const world = threeBrokers(1);
    world.controller.fenceBroker(3);
    world.controller.unfenceBroker(3);
    world.controller.fenceBroker(1);
    const leader = world.leaderNow();
    leader.append(record, '1', { now: 0 });
    expect(leader.registration).toMatchObject({ leader: 2, isr: [2] });
    expect(leader.log.highWatermark).toBe(1);
  });

  it('lets nobody back in who has yet to reach the start of its epoch, though the high watermark lags behind it', () => {
    const world = threeBrokers(2);
    const first = world.leaderNow();
    first.append(record, '1', { now: 0 });
    fetch(world, first, 2);
    world.controller.fenceBroker(3);
    world.controller.unfenceBroker(3);
    world.controller.fenceBroker(1);
    const second = world.leaderNow();
    expect(second.log).toMatchObject({ highWatermark: 0, logEndOffset: 1 });
    fetch(world, second, 3);
    expect(second.registration.isr).toEqual([2]);
    expect(() => second.checkOffsetsAvailable()).toThrow('has yet to reach 1, where its new leader began');
    fetch(world, second, 3);
    expect(second.registration.isr).toEqual([2, 3]);
  });

  it('notes its epoch before it has a record of it, so that a follower of a later epoch than any record can ask', () => {
    const world = threeBrokers(1);
    world.controller.fenceBroker(1);
    expect(world.leaderNow().log.leaderEpochs.entries).toEqual([{ epoch: 1, startOffset: 0 }]);
  });
});

/** A log as its leaders wrote it: how many records in each epoch. */
function logOf(...reigns: readonly (readonly [epoch: number, recordCount: number])[]): PartitionLog {
  const log = new PartitionLog(tp);
  for (const [leaderEpoch, recordCount] of reigns) {
    for (let i = 0; i < recordCount; i++) log.append(record, { now: 0, leaderEpoch });
  }
  return log;
}

function roundsOf(leaders: PartitionLog, own: PartitionLog, leaderEpoch: number) {
  const registration = { replicas: [1, 2], isr: [1, 2], elr: [], lastKnownElr: [], leader: 1, partitionEpoch: 0 };
  const settings = { 'min.insync.replicas': 1, 'replica.lag.time.max.ms': lagTimeMax };
  const leader = new PartitionLeader(
    leaders,
    { ...registration, leaderEpoch, recovering: false },
    { broker: 1, settings, isActive: () => true, now: 0 },
  );
  const ends = [];
  do ends.push(fetchFromLeader(leader, { broker: 2, log: own, leaderEpoch }, 0).to);
  while (ends.at(-1) !== ends.at(-2));
  return ends;
}

describe('a follower', () => {
  it('drops what its former reign left behind, and acks=1 is lost', () => {
    const world = threeBrokers(1);
    const first = world.leaderNow();
    for (const broker of [2, 3]) fetch(world, first, broker);
    first.append([{ key: null, value: 'only on broker 1' }], '1', { now: 0 });
    world.controller.fenceBroker(1);
    const second = world.leaderNow();
    second.append([{ key: null, value: 'by broker 2' }], '1', { now: 0 });
    world.controller.unfenceBroker(1);
    expect(fetch(world, second, 1)).toEqual({ from: 1, to: 0 });
    expect(fetch(world, second, 1)).toEqual({ from: 0, to: 1 });
    expect(
      world.logs
        .get(1)!
        .read(0, { isolation: 'log_end' })
        .records.map((r) => r.value),
    ).toEqual(['by broker 2']);
  });

  it('drops an epoch that its leader never had, though the leader has more records (KIP-279)', () => {
    expect(roundsOf(logOf([0, 3], [2, 1]), logOf([0, 1], [1, 1]), 2)).toEqual([1, 4, 4]);
  });

  it('goes back epoch by epoch where the logs parted long ago', () => {
    expect(roundsOf(logOf([0, 2], [1, 1], [3, 1]), logOf([0, 5], [2, 1]), 3)).toEqual([5, 2, 4, 4]);
  });

  it('begins anew where its leader has deleted what it needs next', () => {
    const leaders = logOf([0, 5]);
    leaders.updateHighWatermark(5);
    leaders.deleteRecords(3);
    expect(roundsOf(leaders, logOf([0, 1]), 0)).toEqual([3, 5, 5]);
  });

  it('is refused when it speaks of another leader epoch', () => {
    const world = threeBrokers(1);
    world.controller.fenceBroker(1);
    const leader = world.leaderNow();
    const follower = { broker: 3, log: world.logs.get(3)!, leaderEpoch: 0 };
    expect(() => fetchFromLeader(leader, follower, 0)).toThrow('in leader epoch 0, but 2 leads in 1');
  });
});

const aStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('append' as const), acks: fc.constantFrom('all' as const, '1' as const) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('fetch' as const), broker: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('fence' as const, 'unfence' as const),
      broker: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 2 * lagTimeMax }) }),
  },
);

describe('whatever happens', () => {
  it('the high watermark of a leader never goes back, and no record below it is ever lost to elections from the ISR', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 60 }), fc.integer({ min: 1, max: 3 }), (steps, minIsr) => {
        const world = threeBrokers(minIsr);
        let leader = world.leaderNow();
        const committed = new Map<number, string | null>();
        for (const [index, step] of steps.entries()) {
          const registration = world.controller.partition(tp);
          const before = leader.log.highWatermark;
          if (step.do === 'append' && registration.leader !== -1) {
            const mayAppend = step.acks === '1' || registration.isr.length >= leader.effectiveMinIsr;
            if (mayAppend) leader.append([{ key: null, value: `${index}` }], step.acks, world.clock);
          } else if (step.do === 'fetch' && registration.leader !== -1 && step.broker !== registration.leader) {
            if (world.controller.isActive(step.broker)) fetch(world, leader, step.broker);
          } else if (step.do === 'fence') world.controller.fenceBroker(step.broker);
          else if (step.do === 'unfence') world.controller.unfenceBroker(step.broker);
          else if (step.do === 'wait') {
            world.clock.now += step.ms;
            if (registration.leader !== -1) carryOut(world, leader, leader.proposeShrink(world.clock.now));
          }
          const after = world.controller.partition(tp);
          if (after.leaderEpoch !== leader.registration.leaderEpoch) {
            if (after.leader !== -1) leader = world.leaderNow();
          } else {
            leader.update(after, world.clock.now);
            expect(leader.log.highWatermark).toBeGreaterThanOrEqual(before);
          }
          if (after.leader === -1) continue;
          for (const { offset, value } of leader.log.read(leader.log.logStartOffset).records) {
            if (committed.has(offset)) expect(value).toBe(committed.get(offset));
            committed.set(offset, value);
          }
          expect(leader.log.logEndOffset).toBeGreaterThanOrEqual(committed.size);
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});
