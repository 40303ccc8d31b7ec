/** How far a member of a modern group has come towards its target (org.apache.kafka.coordinator.group.modern.MemberState). */
export type ReconciliationState = 'STABLE' | 'UNREVOKED_PARTITIONS' | 'UNRELEASED_PARTITIONS';

/** What the coordinator has agreed with a member. Partitions go by name, such as `orders-0`. */
export interface CurrentAssignment {
  readonly state: ReconciliationState;
  readonly epoch: number;
  readonly previousEpoch: number;
  readonly assigned: ReadonlySet<string>;
  /** What the member was told to give up and has not reported as given up. */
  readonly revoking: ReadonlySet<string>;
}

/** Where a member is to get to, and what is in its way. */
export interface Target {
  readonly epoch: number;
  readonly partitions: ReadonlySet<string>;
  /** Whether another member still has a partition or is about to give it up. */
  readonly isHeld: (partition: string) => boolean;
  /** What the member says it owns; absent when nothing changed since its last heartbeat. */
  readonly owned: readonly string[] | undefined;
}

/**
 * A member's next step towards its target: first it gives up what it must, then it gets what nobody holds any more
 * (CurrentAssignmentBuilder, KIP-848). The same object comes back when it has to wait or has arrived.
 */
export function reconcile(current: CurrentAssignment, target: Target): CurrentAssignment {
  if (current.state === 'STABLE' && current.epoch === target.epoch) return current;
  if (current.state === 'UNREVOKED_PARTITIONS' && stillOwns(target.owned, current.revoking)) return current;
  return nextStep(current, target);
}

function nextStep(current: CurrentAssignment, target: Target): CurrentAssignment {
  const kept = [...current.assigned].filter((partition) => target.partitions.has(partition));
  const revoking = new Set([...current.assigned].filter((partition) => !target.partitions.has(partition)));
  if (revoking.size > 0 && stillOwns(target.owned, revoking)) {
    return at(current, current.epoch, 'UNREVOKED_PARTITIONS', new Set(kept), revoking);
  }
  const wanted = [...target.partitions].filter((partition) => !current.assigned.has(partition));
  const free = wanted.filter((partition) => !target.isHeld(partition));
  const state = free.length < wanted.length ? 'UNRELEASED_PARTITIONS' : 'STABLE';
  return at(current, target.epoch, state, new Set([...kept, ...free]), new Set());
}

function at(
  { epoch: previousEpoch }: CurrentAssignment,
  epoch: number,
  state: ReconciliationState,
  assigned: ReadonlySet<string>,
  revoking: ReadonlySet<string>,
): CurrentAssignment {
  return { state, epoch, previousEpoch, assigned, revoking };
}

/** A member that does not say what it owns still owns it. */
function stillOwns(owned: readonly string[] | undefined, revoking: ReadonlySet<string>): boolean {
  return owned === undefined || owned.some((partition) => revoking.has(partition));
}
