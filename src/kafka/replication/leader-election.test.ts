import { describe, expect, it } from 'vitest';
import { changePartition, type PartitionChange, type PartitionRegistration } from './leader-election.ts';

const inSync: PartitionRegistration = {
  replicas: [1, 2, 3],
  isr: [1, 2, 3],
  elr: [],
  lastKnownElr: [],
  leader: 1,
  leaderEpoch: 0,
  partitionEpoch: 0,
  recovering: false,
};

/** Brokers leave the ISR one after the other, each as a crash does; `minIsr` is 2. */
function afterCrashes(crashes: readonly number[], change: Partial<PartitionChange> = {}): PartitionRegistration {
  let partition = inSync;
  for (const [at, broker] of crashes.entries()) {
    const gone = crashes.slice(0, at + 1);
    partition = changePartition(partition, {
      election: 'ONLINE',
      isAcceptable: (other) => !gone.includes(other),
      minIsr: 2,
      elrEnabled: true,
      targetIsr: partition.isr.filter((member) => member !== broker),
      ...change,
    });
  }
  return partition;
}

const back = (broker: number, change: Partial<PartitionChange> = {}): PartitionChange => ({
  election: 'ONLINE',
  isAcceptable: (other) => other === broker,
  minIsr: 2,
  elrEnabled: true,
  ...change,
});

/** The answers are those of Kafka's PartitionChangeBuilder, run on the same partitions; KIP-966 gives the reasons. */
describe('with eligible leader replicas', () => {
  it('whoever leaves an ISR that falls below the minimum stays eligible', () => {
    expect(afterCrashes([3])).toMatchObject({ isr: [1, 2], elr: [], leader: 1, leaderEpoch: 0, partitionEpoch: 1 });
    expect(afterCrashes([3, 2])).toMatchObject({ isr: [1], elr: [2], leader: 1, leaderEpoch: 0, partitionEpoch: 2 });
  });

  it('the ISR may become empty, and the last leader is remembered', () => {
    expect(afterCrashes([3, 2, 1])).toMatchObject({
      isr: [],
      elr: [1, 2],
      lastKnownElr: [1],
      leader: -1,
      leaderEpoch: 1,
    });
  });

  it('an eligible replica that returns leads, alone in the ISR, and nothing is lost', () => {
    const led = changePartition(afterCrashes([3, 2, 1]), back(2));
    expect(led).toMatchObject({ isr: [2], elr: [1], lastKnownElr: [], leader: 2, leaderEpoch: 2, recovering: false });
  });

  it('one that is not eligible waits for one that is', () => {
    const waiting = afterCrashes([3, 2, 1]);
    expect(changePartition(waiting, back(3))).toBe(waiting);
  });

  it('an unclean shutdown ends eligibility', () => {
    const lost = changePartition(afterCrashes([3, 2]), back(1, { uncleanShutdownReplicas: [2] }));
    expect(lost).toMatchObject({ isr: [1], elr: [] });
  });

  it('when nobody is eligible any more, the last known leader may lead, uncleanly', () => {
    const nobody = changePartition(afterCrashes([3, 2, 1]), {
      ...back(0),
      uncleanShutdownReplicas: [1, 2],
    });
    expect(nobody).toMatchObject({ isr: [], elr: [], lastKnownElr: [1], leader: -1 });
    expect(changePartition(nobody, back(2))).toBe(nobody);
    expect(changePartition(nobody, back(1))).toMatchObject({ isr: [1], lastKnownElr: [], leader: 1, recovering: true });
  });

  it('an ISR that reaches the minimum again ends eligibility', () => {
    const grown = changePartition(afterCrashes([3, 2]), { ...back(1), isAcceptable: () => true, targetIsr: [1, 3] });
    expect(grown).toMatchObject({ isr: [1, 3], elr: [], leader: 1, leaderEpoch: 0 });
  });
});

describe('without eligible leader replicas', () => {
  it('the last member never leaves the ISR, and only it may lead cleanly', () => {
    const dead = afterCrashes([3, 2, 1], { elrEnabled: false });
    expect(dead).toMatchObject({ isr: [1], elr: [], leader: -1, leaderEpoch: 1 });
    expect(changePartition(dead, back(2, { elrEnabled: false }))).toBe(dead);
    expect(changePartition(dead, back(1, { elrEnabled: false }))).toMatchObject({ leader: 1, recovering: false });
  });

  it('an unclean election takes the first replica that lives, alone in the ISR, still to recover', () => {
    const dead = afterCrashes([3, 2, 1], { elrEnabled: false });
    const led = changePartition(dead, back(2, { elrEnabled: false, election: 'UNCLEAN' }));
    expect(led).toMatchObject({ isr: [2], leader: 2, leaderEpoch: 2, recovering: true });
  });
});
