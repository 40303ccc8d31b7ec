import { hashMapOrder } from '../partitioning/java-order.ts';

/** The leader of a partition that has none. */
export const NO_LEADER = -1;

/** What the controller knows of a partition (PartitionRegistration). */
export interface PartitionRegistration {
  /** Brokers that are to hold a copy, the preferred leader first. */
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  /** Replicas outside the ISR that still have every committed record (KIP-966); empty unless the feature is on. */
  readonly elr: readonly number[];
  /** The leader that was there when the ISR became empty. */
  readonly lastKnownElr: readonly number[];
  /** A broker, or `NO_LEADER`. */
  readonly leader: number;
  /** Goes up with every election, also when nobody wins. */
  readonly leaderEpoch: number;
  /** Goes up with every change. */
  readonly partitionEpoch: number;
  /** An unclean election chose this leader, and it has not yet reported that it is in order again. */
  readonly recovering: boolean;
}

/**
 * What an election may do. `ONLINE`: keep the leader if it is valid, else take another valid one. `PREFERRED`: rather the first
 * replica, if valid. `UNCLEAN`: as `ONLINE`, and take a replica that may lack committed records before taking none.
 */
export type Election = 'ONLINE' | 'PREFERRED' | 'UNCLEAN';

/** What happened to a partition, and the rules that decide what follows (PartitionChangeBuilder's setters). */
export interface PartitionChange {
  readonly election: Election;
  /** Who may lead at all: neither fenced nor shutting down. */
  readonly isAcceptable: (broker: number) => boolean;
  /** min.insync.replicas, at most the replication factor. */
  readonly minIsr: number;
  /** Whether eligible leader replicas are on (feature eligible.leader.replicas.version 1, KIP-966). */
  readonly elrEnabled: boolean;
  /** The ISR before the election; by default as it is. */
  readonly targetIsr?: readonly number[];
  readonly uncleanShutdownReplicas?: readonly number[];
  /** The leader reports that it is in order again after an unclean election. */
  readonly recovered?: boolean;
}

/**
 * A new partition: in sync are the replicas that are active, in their order, and the first of them leads.
 * `undefined` if none is active.
 */
export function newPartition(
  replicas: readonly number[],
  isActive: (broker: number) => boolean,
): PartitionRegistration | undefined {
  const isr = replicas.filter(isActive);
  const leader = isr[0];
  if (leader === undefined) return undefined;
  return { replicas, isr, elr: [], lastKnownElr: [], leader, leaderEpoch: 0, partitionEpoch: 0, recovering: false };
}

/** The partition after a change and the election it calls for; the very same object if nothing changes (PartitionChangeBuilder). */
export function changePartition(before: PartitionRegistration, change: PartitionChange): PartitionRegistration {
  const wanted = { isr: change.targetIsr ?? before.isr, elr: eligibleReplicas(before, change) };
  const { leader, unclean } = elect(before, wanted, change);
  const elected = leader !== before.leader;
  const { isr, elr } = elected ? membersUnder(leader, unclean, wanted) : wanted;
  const after: PartitionRegistration = {
    ...before,
    // Without eligible leader replicas the last member of the ISR stays in it: it is all that is known of where the data is.
    isr: isr.length > 0 || change.elrEnabled ? isr : before.isr,
    elr,
    lastKnownElr: lastKnownElrAfter(before, isr, leader, change),
    leader,
    leaderEpoch: before.leaderEpoch + (elected ? 1 : 0),
    partitionEpoch: before.partitionEpoch + 1,
    recovering: before.recovering ? change.recovered !== true : elected && unclean,
  };
  return isNoChange(before, after) ? before : after;
}

/** The partition with nobody eligible outside its ISR; the very same object if nobody was. */
export function withoutElr(before: PartitionRegistration): PartitionRegistration {
  if (before.elr.length === 0 && before.lastKnownElr.length === 0) return before;
  return { ...before, elr: [], lastKnownElr: [], partitionEpoch: before.partitionEpoch + 1 };
}

/** Whether the first of the replicas leads. */
export function hasPreferredLeader(partition: PartitionRegistration): boolean {
  return partition.leader === partition.replicas[0];
}

type Members = Pick<PartitionRegistration, 'isr' | 'elr'>;

/** While the ISR is below the minimum, whoever left it in good order stays eligible: the high watermark stood still. */
function eligibleReplicas(before: PartitionRegistration, change: PartitionChange): readonly number[] {
  const { targetIsr = before.isr, uncleanShutdownReplicas = [], minIsr, elrEnabled } = change;
  if (!elrEnabled || targetIsr.length >= minIsr) return [];
  const candidates = [...new Set([...before.elr, ...before.isr])];
  const mayStay = (broker: number) => !targetIsr.includes(broker) && !uncleanShutdownReplicas.includes(broker);
  return hashMapOrder(candidates, (broker) => broker).filter(mayStay);
}

function elect(before: PartitionRegistration, { isr, elr }: Members, change: PartitionChange) {
  const { election, isAcceptable } = change;
  const candidates = isr.length > 0 ? isr : elr;
  const isValid = (broker: number | undefined) =>
    broker !== undefined && candidates.includes(broker) && isAcceptable(broker);
  const preferred = election === 'PREFERRED' ? before.replicas[0] : undefined;
  const clean = [preferred, before.leader, ...before.replicas].find(isValid);
  if (clean !== undefined) return { leader: clean, unclean: false };
  const unclean = uncleanLeader(before, candidates, change);
  return { leader: unclean ?? NO_LEADER, unclean: unclean !== undefined };
}

/** Who may lead although it is in neither the ISR nor the ELR: the last known leader (KIP-966), or anyone where the topic allows it. */
function uncleanLeader(before: PartitionRegistration, candidates: readonly number[], change: PartitionChange) {
  const { election, isAcceptable, elrEnabled } = change;
  const [lastKnown, ...others] = before.lastKnownElr;
  const mayReturn = elrEnabled && candidates.length === 0 && others.length === 0;
  if (mayReturn && lastKnown !== undefined && isAcceptable(lastKnown)) return lastKnown;
  return election === 'UNCLEAN' ? before.replicas.find(isAcceptable) : undefined;
}

/** A leader from outside the ISR is alone in it, and after an unclean election nobody else is known to have its records. */
function membersUnder(leader: number, unclean: boolean, { isr, elr }: Members): Members {
  if (unclean) return { isr: [leader], elr: [] };
  return elr.includes(leader) ? { isr: [leader], elr: elr.filter((broker) => broker !== leader) } : { isr, elr };
}

function lastKnownElrAfter(
  before: PartitionRegistration,
  isr: readonly number[],
  leader: number,
  { elrEnabled }: PartitionChange,
): readonly number[] {
  if (elrEnabled && isr.length === 0 && before.isr.length > 0) return [before.leader];
  return leader === NO_LEADER ? before.lastKnownElr : [];
}

function isNoChange(a: PartitionRegistration, b: PartitionRegistration): boolean {
  return (
    a.leader === b.leader &&
    a.recovering === b.recovering &&
    sameList(a.isr, b.isr) &&
    sameList(a.elr, b.elr) &&
    sameList(a.lastKnownElr, b.lastKnownElr)
  );
}

function sameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((broker, at) => broker === b[at]);
}
